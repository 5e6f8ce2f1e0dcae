package io.plimsoll.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.environment.module.Module;
import io.plimsoll.environment.tags.DiscoveryTags;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/**
 * {@code cdk bootstrap} and {@code cdk deploy --all} of {@code environment.yaml}, as the README has
 * them, against an emulated AWS, and what is there afterwards.
 */
@TestInstance(Lifecycle.PER_CLASS)
class DefaultDeploymentIT {

    private static final String CLUSTER = "kong35-eks129-autoscaling";
    private static final String AUTOSCALER = CLUSTER + "-us-west-1-autoscaler";
    private static final List<String> STACKS =
            List.of("network", "cluster", "node-groups", "identity", "workloads");
    private static final String[] ZONES = {"us-west-1a", "us-west-1c"};
    private static final String TEMPLATE_TAGS = "k8s.io/cluster-autoscaler/node-template/";

    @TempDir private Path folder = Path.of("");

    private EmulatedAccount aws;
    private Deployed deployed;

    /** As the deployment leaves them. */
    private JsonNode groups = MissingNode.getInstance();

    @BeforeAll
    void deploy() throws Exception {
        aws = EmulatedAccount.start("us-west-1");
        deployed = new Deployed(aws, CLUSTER);
        aws.cdk("bootstrap");
        assertThat(CdkOutput.changed(cdkDeploy())).containsExactlyInAnyOrderElementsOf(STACKS);
        groups = deployed.autoScalingGroups();
    }

    @AfterAll
    void close() {
        if (aws != null) {
            aws.close();
        }
    }

    @Test
    void listsTheStacks() {
        assertThat(aws.cdk("ls").lines().filter(line -> line.contains("(" + CLUSTER)))
                .containsExactlyInAnyOrderElementsOf(
                        STACKS.stream()
                                .map(part -> "%1$s (%2$s-%1$s)".formatted(part, CLUSTER))
                                .toList());
    }

    @Test
    void passesOverNothingButWhatIsKnown() {
        System.out.printf(
                "The emulator passed over %s, and stands in for AWS::EKS::Cluster,"
                        + " AWS::EKS::Nodegroup with its Auto Scaling group,"
                        + " AWS::IAM::OIDCProvider and the AWS SDK of Lambda functions.%n",
                aws.skipped());

        // The policy is the bootstrap stack's.
        assertThat(aws.skipped()).containsExactly(EmulatedAccount.PASSED_OVER);
    }

    @Test
    void makesANetworkWithItsSubnetsInTheEnvironmentsZones() {
        assertThat(deployed.vpc().path("CidrBlock").asString()).isEqualTo("10.0.0.0/16");
        assertThat(deployed.subnets("elb"))
                .extracting(subnet -> subnet.path("AvailabilityZone").asString())
                .containsExactlyInAnyOrder(ZONES);
        assertThat(deployed.subnets("internal-elb"))
                .extracting(subnet -> subnet.path("AvailabilityZone").asString())
                .containsExactlyInAnyOrder(ZONES);
    }

    @Test
    void sendsNodesOutThroughTheOneNatGateway() {
        List<JsonNode> gateways = deployed.natGateways();

        assertThat(gateways).hasSize(1);
        assertThat(deployed.subnets("internal-elb"))
                .extracting(deployed::wayOut)
                .containsOnly(List.of(gateways.getFirst().path("NatGatewayId").asString()));
        assertThat(deployed.subnets("elb"))
                .allSatisfy(subnet ->
                        assertThat(deployed.wayOut(subnet))
                                .singleElement()
                                .asString()
                                .startsWith("igw-"));
    }

    @Test
    void logsWhatFlows() {
        assertThat(deployed.flowLogs())
                .extracting(log -> log.path("TrafficType").asString())
                .containsExactly("ALL");
    }

    @Test
    void makesAPrivateClusterThatEncryptsSecretsAndLogsEverything() {
        JsonNode cluster = deployed.cluster();

        assertThat(cluster.at("/resourcesVpcConfig/endpointPublicAccess").asBoolean(true))
                .isFalse();
        assertThat(cluster.at("/logging/clusterLogging/0/types")).hasSize(5);
        assertThat(cluster.at("/accessConfig/authenticationMode").asString()).isEqualTo("API");
        assertThat(cluster.at("/encryptionConfig/0/resources/0").asString()).isEqualTo("secrets");
        String key = cluster.at("/encryptionConfig/0/provider/keyArn").asString();
        assertThat(
                        aws.call("kms", "GetKeyRotationStatus", Map.of("KeyId", key))
                                .path("KeyRotationEnabled")
                                .asBoolean())
                .isTrue();
    }

    @Test
    void givesNodesTwoManagedPoliciesAndNoneOfTheirOwn() {
        JsonNode role = deployed.role(deployed.nodeGroup("kong").path("nodeRole").asString());

        assertThat(deployed.managedPolicies(role))
                .containsExactly("AmazonEC2ContainerRegistryPullOnly", "AmazonEKSWorkerNodePolicy");
        assertThat(deployed.inlinePolicies(role)).isEmpty();
        assertThat(role.at("/AssumeRolePolicyDocument/Statement/0/Principal/Service").asString())
                .isEqualTo("ec2.amazonaws.com");
    }

    @ParameterizedTest
    @CsvSource({
        "cluster-autoscaler, " + AUTOSCALER + "-policy",
        "aws-node, AmazonEKS_CNI_Policy",
        "ebs-csi-controller-sa, AmazonEBSCSIDriverPolicy"
    })
    void givesTheServiceAccountOfThisClusterARoleWithOnePolicy(String account, String policy) {
        JsonNode role = deployed.roleOf("kube-system", account);
        JsonNode trust = role.at("/AssumeRolePolicyDocument/Statement");

        assertThat(deployed.managedPolicies(role)).containsExactly(policy);
        assertThat(deployed.inlinePolicies(role)).isEmpty();
        assertThat(trust).hasSize(1);
        assertThat(trust.at("/0/Action").asString()).isEqualTo("sts:AssumeRoleWithWebIdentity");
        assertThat(trust.at("/0/Condition/StringEquals")).hasSize(2);
        assertThat(
                        trust.at("/0/Condition/StringEquals")
                                .path(deployed.issuer() + ":aud")
                                .asString())
                .isEqualTo("sts.amazonaws.com");
        assertThat(
                        aws.call("iam", "ListOpenIDConnectProviders", Map.of())
                                .findValuesAsString("Arn"))
                .containsExactly(trust.at("/0/Principal/Federated").asString());
    }

    @Test
    void letsTheAutoscalerResizeGroupsOnlyThatCarryBothDiscoveryTags() {
        JsonNode resize =
                deployed.policy(AUTOSCALER + "-policy")
                        .path("Statement")
                        .valueStream()
                        .filter(statement -> statement.path("Sid").asString().equals("Resize"))
                        .findFirst()
                        .orElseThrow();

        assertThat(resize.path("Action").valueStream().map(JsonNode::asString))
                .containsExactly(
                        "autoscaling:SetDesiredCapacity",
                        "autoscaling:TerminateInstanceInAutoScalingGroup");
        SortedMap<String, String> conditions = new TreeMap<>();
        resize.at("/Condition/StringEquals")
                .forEachEntry((key, value) -> conditions.put(key, value.asString()));
        SortedMap<String, String> expected = new TreeMap<>();
        DiscoveryTags.of(CLUSTER)
                .forEach((key, value) -> expected.put("aws:ResourceTag/" + key, value));
        assertThat(conditions).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"system", "kong", "load"})
    void launchesNodesWithImdsV2AndAnEncryptedDisk(String group) {
        JsonNode template = deployed.launchTemplate(group);

        assertThat(template.at("/MetadataOptions/HttpTokens").asString()).isEqualTo("required");
        assertThat(template.at("/MetadataOptions/HttpPutResponseHopLimit").asInt()).isEqualTo(1);
        JsonNode disks = template.path("BlockDeviceMappings");
        assertThat(disks).hasSize(1);
        assertThat(disks.at("/0/Ebs/Encrypted").asBoolean()).isTrue();
        assertThat(disks.at("/0/Ebs/VolumeType").asString()).isEqualTo("gp3");
        assertThat(disks.at("/0/Ebs/VolumeSize").asInt()).isEqualTo(20);
        assertThat(template.has("KeyName")).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"system, ", "kong, kong:NoSchedule", "load, load:NoSchedule"})
    void tagsTheAutoScalingGroupOfEachNodeGroup(String name, String taint) {
        SortedMap<String, String> expected = new TreeMap<>(DiscoveryTags.of(CLUSTER));
        expected.put(TEMPLATE_TAGS + "label/plimsoll.io/workload", name);
        expected.put(TEMPLATE_TAGS + "resources/ephemeral-storage", "20Gi");
        if (taint != null) {
            expected.put(TEMPLATE_TAGS + "taint/plimsoll.io/workload", taint);
        }

        SortedMap<String, String> tags = Deployed.tags(deployed.autoScalingGroup(name));

        assertThat(tags).containsEntry("eks:nodegroup-name", name);
        tags.keySet().removeIf(key -> key.startsWith("eks:") || key.startsWith("kubernetes.io/"));
        assertThat(tags).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"system, 2", "kong, 1", "load, 1"})
    void letsTheAutoscalerFindEachGroupWithItsSizeLabelsAndTaints(String group, int size)
            throws Exception {
        JsonNode plan =
                new PlannedPods()
                        .of(group, size + 1)
                        .withoutToleration("stranger", "kong")
                        .plan(folder, CLUSTER, groups, deployed.launchTemplates());

        assertThat(PlannedPods.growth(plan))
                .containsExactly("%s %d %d".formatted(group, size, size + 1));
        assertThat(PlannedPods.rejections(plan, "stranger"))
                .containsExactlyInAnyOrder(
                        "kong TaintToleration", "load TaintToleration", "system NodeAffinity");
    }

    @Test
    void changesTheNodeGroupsAloneAndLeavesTheirSizeToTheAutoscaler() throws Exception {
        assertThat(CdkOutput.different(aws.cdk("diff"))).isEmpty();
        String other = "environment=" + withMaxOfKong(8);
        String diff = aws.cdk("diff", "--method=template", "--context", other);
        assertThat(CdkOutput.different(diff)).containsExactly("node-groups");

        aws.call(
                "autoscaling",
                "SetDesiredCapacity",
                Map.of(
                        "AutoScalingGroupName",
                        deployed.autoScalingGroup("kong").path("AutoScalingGroupName").asString(),
                        "DesiredCapacity",
                        4));
        assertThat(CdkOutput.changed(cdkDeploy())).isEmpty();
        assertThat(size("kong")).containsExactly(1, 4, 6);
        assertThat(CdkOutput.changed(cdkDeploy("--context", other))).containsExactly("node-groups");
        assertThat(size("kong")).containsExactly(1, 4, 8);
    }

    private String cdkDeploy(String... more) {
        return aws.cdk(
                Stream.concat(
                                Stream.of("deploy", "--all", "--require-approval", "never"),
                                Stream.of(more))
                        .toArray(String[]::new));
    }

    private List<Integer> size(String group) {
        JsonNode described = deployed.autoScalingGroup(group);
        return Stream.of("MinSize", "DesiredCapacity", "MaxSize")
                .map(name -> described.path(name).asInt())
                .toList();
    }

    private Path withMaxOfKong(int max) throws IOException {
        String text = Files.readString(Module.home().resolve("environment.yaml"));
        return Files.writeString(
                folder.resolve("environment.yaml"), text.replace("max: 6", "max: " + max));
    }
}
