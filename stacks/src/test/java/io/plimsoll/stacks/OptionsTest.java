package io.plimsoll.stacks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.assertions.Match;
import software.amazon.awscdk.assertions.Template;

/** What the keys of an environment that have a default do when they are set. */
class OptionsTest {

    @Test
    void opensTheApiServerToTheNamedBlocksOnly() {
        Template cluster =
                Templates.of(Scenario.withOptions("publicAccessCidrs: [203.0.113.0/24]"))
                        .part("cluster");

        cluster.hasResourceProperties(
                "AWS::EKS::Cluster",
                Map.of(
                        "ResourcesVpcConfig",
                        Match.objectLike(
                                Map.of(
                                        "EndpointPrivateAccess", true,
                                        "EndpointPublicAccess", true,
                                        "PublicAccessCidrs", List.of("203.0.113.0/24")))));
    }

    @Test
    void makesTheNamedPrincipalsAdministratorsAndTheDeployerNone() {
        String admin = "arn:aws:iam::111122223333:role/admin";
        Template cluster =
                Templates.of(Scenario.withOptions("admins: ['" + admin + "']")).part("cluster");

        cluster.hasResourceProperties(
                "AWS::EKS::AccessEntry",
                Map.of("PrincipalArn", admin, "AccessPolicies", Match.anyValue()));
        cluster.hasResourceProperties(
                "AWS::EKS::Cluster",
                Map.of(
                        "AccessConfig",
                        Map.of(
                                "AuthenticationMode",
                                "API",
                                "BootstrapClusterCreatorAdminPermissions",
                                false)));
    }

    @Test
    void recognizesServiceAccountsByPodIdentityWithoutAnOidcProvider() {
        Templates templates =
                Templates.of(Scenario.withOptions("identity: pod-identity, oidcProvider: false"));

        templates.part("cluster").resourceCountIs("AWS::IAM::OIDCProvider", 0);
        templates
                .part("identity")
                .hasResourceProperties(
                        "AWS::EKS::PodIdentityAssociation",
                        Map.of(
                                "ClusterName", Scenario.CLUSTER,
                                "Namespace", "kube-system",
                                "ServiceAccount", "cluster-autoscaler"));
        templates
                .part("identity")
                .hasResourceProperties(
                        "AWS::IAM::Role",
                        Map.of(
                                "AssumeRolePolicyDocument",
                                Match.objectLike(
                                        Map.of(
                                                "Statement",
                                                List.of(Match.objectLike(podIdentityTrust()))))));
    }

    @Test
    void makesARoleThatAdministersAndSaysHowToTakeIt() {
        Template cluster = Templates.of(Scenario.environment()).part("cluster");

        cluster.hasResourceProperties(
                "AWS::IAM::Role", Map.of("RoleName", Scenario.CLUSTER + "-us-west-1-admin"));
        cluster.hasResourceProperties(
                "AWS::EKS::AccessEntry",
                Map.of(
                        "PrincipalArn",
                        Map.of("Fn::GetAtt", List.of(Match.stringLikeRegexp("AdminRole"), "Arn"))));
        assertThat(cluster.findOutputs("*").keySet()).contains("AdminRoleArn");
        assertThat(cluster.findOutputs("KubeconfigCommand").toString()).contains("--role-arn");
    }

    @Test
    void leavesThatRoleOutIfAskedAndThenTakesOnesOwn() {
        Template cluster =
                Templates.of(
                                Scenario.withOptions(
                                        "adminRole: false, admins: ['arn:aws:iam::111122223333:role/admin']"))
                        .part("cluster");

        assertThat(cluster.findOutputs("*").keySet()).doesNotContain("AdminRoleArn");
        assertThat(cluster.findOutputs("KubeconfigCommand").toString())
                .doesNotContain("--role-arn");
    }

    @Test
    void letsOthersInWithAPolicyOfTheirOwnAndForTheirNamespaces() {
        Template cluster =
                Templates.of(
                                Scenario.withOptions(
                                        """
                                        viewers: ['arn:aws:iam::111122223333:role/viewer'],
                                        access: [{principal: 'arn:aws:iam::111122223333:role/gateway', policy: edit, namespaces: [kong]}]\
                                        """))
                        .part("cluster");

        cluster.hasResourceProperties(
                "AWS::EKS::AccessEntry",
                Map.of(
                        "PrincipalArn",
                        "arn:aws:iam::111122223333:role/viewer",
                        "AccessPolicies",
                        List.of(
                                Match.objectLike(
                                        Map.of("AccessScope", Map.of("Type", "cluster"))))));
        cluster.hasResourceProperties(
                "AWS::EKS::AccessEntry",
                Map.of(
                        "PrincipalArn",
                        "arn:aws:iam::111122223333:role/gateway",
                        "AccessPolicies",
                        List.of(
                                Match.objectLike(
                                        Map.of(
                                                "AccessScope",
                                                Map.of(
                                                        "Type",
                                                        "namespace",
                                                        "Namespaces",
                                                        List.of("kong")))))));
    }

    @Test
    void enforcesNetworkPoliciesAndTakesAnAddonsOwnConfiguration() {
        Templates templates =
                Templates.of(
                        Scenario.withOptions(
                                "addons: {vpc-cni: {configuration: {env: {WARM_IP_TARGET: '2'}}}, coredns: {configuration: {replicaCount: 3}}}"));

        templates
                .part("cluster")
                .hasResourceProperties(
                        "AWS::EKS::Addon",
                        Map.of(
                                "AddonName",
                                "vpc-cni",
                                "ConfigurationValues",
                                "{\"enableNetworkPolicy\":\"true\",\"env\":{\"WARM_IP_TARGET\":\"2\"}}"));
        templates
                .part("workloads")
                .hasResourceProperties(
                        "AWS::EKS::Addon",
                        Map.of(
                                "AddonName",
                                "coredns",
                                "ConfigurationValues",
                                "{\"replicaCount\":3}"));
    }

    @Test
    void givesPodsABlockOfTheirOwnInEachZone() {
        Templates templates = Templates.of(Scenario.environment("vpc: {podCidr: 100.64.0.0/16}"));

        templates
                .part("network")
                .hasResourceProperties("AWS::EC2::Subnet", Map.of("CidrBlock", "100.64.32.0/19"));
        assertThat(templates.part("cluster").findResources("AWS::EKS::Addon").toString())
                .contains("AWS_VPC_K8S_CNI_CUSTOM_NETWORK_CFG", "eniConfig", "us-west-1c");
    }

    @Test
    void saysWhatEksDoesWhenAVersionsSupportEnds() {
        Templates.of(Scenario.withOptions("upgradePolicy: standard"))
                .part("cluster")
                .hasResourceProperties(
                        "AWS::EKS::Cluster",
                        Map.of("UpgradePolicy", Map.of("SupportType", "STANDARD")));
    }

    @Test
    void encryptsEveryLogGroupWithTheHousesKey() {
        String key = "arn:aws:kms:us-west-1:111122223333:key/0a1b";
        Templates templates = Templates.of(Scenario.withOptions("logsKey: '" + key + "'"));

        for (String part : List.of("network", "cluster", "node-groups")) {
            templates
                    .part(part)
                    .allResourcesProperties("AWS::Logs::LogGroup", Map.of("KmsKeyId", key));
        }
    }

    @Test
    void takesAnotherVersionOfAnAddon() {
        Template cluster =
                Templates.of(Scenario.withOptions("addons: {vpc-cni: v1.19.0-eksbuild.1}"))
                        .part("cluster");

        cluster.hasResourceProperties(
                "AWS::EKS::Addon",
                Map.of("AddonName", "vpc-cni", "AddonVersion", "v1.19.0-eksbuild.1"));
    }

    @Test
    void protectsStacksAndClusterFromDeletion() {
        Templates templates = Templates.of(Scenario.withOptions("deletionProtection: true"));

        assertThat(Templates.PARTS)
                .extracting(templates::stack)
                .allMatch(stack -> Boolean.TRUE.equals(stack.getTerminationProtection()));
        templates
                .part("cluster")
                .hasResourceProperties("AWS::EKS::Cluster", Map.of("DeletionProtection", true));
    }

    @Test
    void boundsEveryRole() {
        String boundary = "arn:aws:iam::111122223333:policy/boundary";
        Templates templates =
                Templates.of(Scenario.withOptions("permissionsBoundary: '" + boundary + "'"));

        for (String part : Templates.PARTS) {
            templates
                    .part(part)
                    .allResourcesProperties(
                            "AWS::IAM::Role", Map.of("PermissionsBoundary", boundary));
        }
    }

    @Test
    void tagsWhatAStackMakes() {
        Stack cluster = Templates.of(Scenario.withOptions("tags: {team: edge}")).stack("cluster");

        assertThat(cluster.getTags().tagValues()).containsEntry("team", "edge");
    }

    @Test
    void letsAdministratorsOpenShellsOnNodesIfAsked() {
        Template groups =
                Templates.of(Scenario.withOptions("sessionManager: true")).part("node-groups");

        assertThat(groups.findResources("AWS::IAM::Role").toString())
                .contains("AmazonSSMManagedInstanceCore");
    }

    @Test
    void leavesAPrivateNetworkNoWayOutButEndpoints() {
        Template network =
                Templates.of(Scenario.environment("vpc: {natGateways: 0, endpoints: true}"))
                        .part("network");

        network.resourceCountIs("AWS::EC2::NatGateway", 0);
        network.resourceCountIs("AWS::EC2::InternetGateway", 0);
        network.resourceCountIs("AWS::EC2::VPCEndpoint", 8);
        network.resourceCountIs("AWS::EC2::SecurityGroup", 1);
        network.allResourcesProperties(
                "AWS::EC2::Subnet",
                Map.of(
                        "Tags",
                        Match.arrayWith(
                                List.of(
                                        Map.of(
                                                "Key", "kubernetes.io/role/internal-elb",
                                                "Value", "1")))));
    }

    @Test
    void keepsAGroupToItsZonesAndInShape() {
        String groups =
                """
                nodeGroups:
                  - {name: db, max: 3, zones: [us-west-1c], maxUnavailable: 2, autoRepair: true}
                """;
        Template template = Templates.of(Scenario.environment(groups)).part("node-groups");

        template.hasResourceProperties(
                "AWS::EKS::Nodegroup",
                Map.of(
                        "Subnets",
                                List.of(
                                        Map.of(
                                                "Fn::ImportValue",
                                                Match.stringLikeRegexp("privateSubnet2"))),
                        "UpdateConfig", Map.of("MaxUnavailable", 2),
                        "NodeRepairConfig", Map.of("Enabled", true)));
    }

    @Test
    void givesBottlerocketItsDataOnASecondDisk() {
        String groups = "nodeGroups: [{name: a, max: 3, amiType: BOTTLEROCKET_x86_64, disk: 50Gi}]";
        Template template = Templates.of(Scenario.environment(groups)).part("node-groups");

        template.hasResourceProperties(
                "AWS::EC2::LaunchTemplate",
                Map.of(
                        "LaunchTemplateData",
                        Match.objectLike(
                                Map.of(
                                        "BlockDeviceMappings",
                                        Match.arrayWith(List.of(dataDisk()))))));
    }

    private static Object dataDisk() {
        return Match.objectLike(
                Map.of(
                        "DeviceName",
                        "/dev/xvdb",
                        "Ebs",
                        Match.objectLike(Map.of("VolumeSize", 50, "Encrypted", true))));
    }

    private static Map<String, Object> podIdentityTrust() {
        return Map.of(
                "Action", List.of("sts:AssumeRole", "sts:TagSession"),
                "Principal", Map.of("Service", "pods.eks.amazonaws.com"),
                "Condition",
                        Map.of(
                                "StringEquals",
                                Map.of(
                                        "aws:RequestTag/eks-cluster-name", Scenario.CLUSTER,
                                        "aws:RequestTag/kubernetes-namespace", "kube-system",
                                        "aws:RequestTag/kubernetes-service-account",
                                                "cluster-autoscaler")));
    }
}
