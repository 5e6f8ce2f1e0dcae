package io.plimsoll.cli;

import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** What a deployment left in AWS, in the shapes of AWS's own answers. */
record Deployed(EmulatedAccount aws, String clusterName) {

    JsonNode vpc() {
        return only(
                aws.call("ec2", "DescribeVpcs", Map.of()).path("Vpcs"),
                vpc -> !vpc.path("IsDefault").asBoolean());
    }

    /**
     * @param role the load balancers' tag that the subnets carry
     */
    List<JsonNode> subnets(String role) {
        return inVpc("DescribeSubnets", "vpc-id", "Subnets")
                .filter(subnet -> "1".equals(tags(subnet).get("kubernetes.io/role/" + role)))
                .toList();
    }

    List<JsonNode> natGateways() {
        return inVpc("DescribeNatGateways", "vpc-id", "NatGateways").toList();
    }

    List<JsonNode> flowLogs() {
        return inVpc("DescribeFlowLogs", "resource-id", "FlowLogs").toList();
    }

    /** Where the subnet sends what leaves the VPC: NAT gateways and internet gateways. */
    List<String> wayOut(JsonNode subnet) {
        JsonNode tables =
                aws.call(
                                "ec2",
                                "DescribeRouteTables",
                                filter("association.subnet-id", subnet.path("SubnetId").asString()))
                        .path("RouteTables");
        return tables.valueStream()
                .flatMap(table -> table.path("Routes").valueStream())
                .filter(route -> route.path("DestinationCidrBlock").asString().equals("0.0.0.0/0"))
                .map(route ->
                        route.path("NatGatewayId")
                                .asStringOpt()
                                .orElseGet(() -> route.path("GatewayId").asString()))
                .toList();
    }

    JsonNode cluster() {
        return aws.call("eks", "DescribeCluster", Map.of("name", clusterName)).path("cluster");
    }

    JsonNode nodeGroup(String name) {
        return aws.call(
                        "eks",
                        "DescribeNodegroup",
                        Map.of("clusterName", clusterName, "nodegroupName", name))
                .path("nodegroup");
    }

    JsonNode autoScalingGroups() {
        return aws.call("autoscaling", "DescribeAutoScalingGroups", Map.of());
    }

    JsonNode autoScalingGroup(String nodeGroup) {
        String name = nodeGroup(nodeGroup).at("/resources/autoScalingGroups/0/name").asString();
        return only(
                autoScalingGroups().path("AutoScalingGroups"),
                group -> group.path("AutoScalingGroupName").asString().equals(name));
    }

    JsonNode launchTemplates() {
        return aws.call(
                "ec2", "DescribeLaunchTemplateVersions", Map.of("Versions", List.of("$Latest")));
    }

    /** The one that the stacks made for the node group. */
    JsonNode launchTemplate(String nodeGroup) {
        return only(
                        launchTemplates().path("LaunchTemplateVersions"),
                        version ->
                                version.path("LaunchTemplateName")
                                        .asString()
                                        .equals(clusterName + "-" + nodeGroup))
                .path("LaunchTemplateData");
    }

    JsonNode role(String arn) {
        return only(roles(), role -> role.path("Arn").asString().equals(arn));
    }

    /** The role that the service account takes. */
    JsonNode roleOf(String namespace, String serviceAccount) {
        String subject = "system:serviceaccount:" + namespace + ":" + serviceAccount;
        return only(
                roles(),
                role ->
                        role.path("AssumeRolePolicyDocument")
                                .findValuesAsString(issuer() + ":sub")
                                .contains(subject));
    }

    /** Without {@code https://}. */
    String issuer() {
        return cluster().at("/identity/oidc/issuer").asString().replace("https://", "");
    }

    List<String> managedPolicies(JsonNode role) {
        return aws.call(
                        "iam",
                        "ListAttachedRolePolicies",
                        Map.of("RoleName", role.path("RoleName").asString()))
                .path("AttachedPolicies")
                .valueStream()
                .map(policy -> policy.path("PolicyName").asString())
                .sorted()
                .toList();
    }

    List<String> inlinePolicies(JsonNode role) {
        return aws.call(
                        "iam",
                        "ListRolePolicies",
                        Map.of("RoleName", role.path("RoleName").asString()))
                .path("PolicyNames")
                .valueStream()
                .map(JsonNode::asString)
                .toList();
    }

    /** The document of a policy of this account. */
    JsonNode policy(String name) {
        JsonNode policy =
                only(
                        aws.call("iam", "ListPolicies", Map.of("Scope", "Local")).path("Policies"),
                        one -> one.path("PolicyName").asString().equals(name));
        return aws.call(
                        "iam",
                        "GetPolicyVersion",
                        Map.of(
                                "PolicyArn", policy.path("Arn").asString(),
                                "VersionId", policy.path("DefaultVersionId").asString()))
                .at("/PolicyVersion/Document");
    }

    static SortedMap<String, String> tags(JsonNode resource) {
        SortedMap<String, String> tags = new TreeMap<>();
        resource.path("Tags")
                .forEach(tag -> tags.put(tag.path("Key").asString(), tag.path("Value").asString()));
        return tags;
    }

    private JsonNode roles() {
        return aws.call("iam", "ListRoles", Map.of()).path("Roles");
    }

    private Stream<JsonNode> inVpc(String operation, String filter, String list) {
        return aws.call("ec2", operation, filter(filter, vpc().path("VpcId").asString()))
                .path(list)
                .valueStream();
    }

    private static Map<String, ?> filter(String name, String value) {
        return Map.of("Filters", List.of(Map.of("Name", name, "Values", List.of(value))));
    }

    private static JsonNode only(JsonNode list, Predicate<JsonNode> wanted) {
        List<JsonNode> found = list.valueStream().filter(wanted).toList();
        if (found.size() != 1) {
            throw new AssertionError("%d of one in %s".formatted(found.size(), list));
        }
        return found.getFirst();
    }
}
