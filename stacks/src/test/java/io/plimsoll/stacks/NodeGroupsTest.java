package io.plimsoll.stacks;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awscdk.assertions.Match;
import software.amazon.awscdk.assertions.Template;

class NodeGroupsTest {

    private static Template template;

    @BeforeAll
    static void synthesize() {
        template = Templates.of(Scenario.environment()).part("node-groups");
    }

    @Test
    void writesWhatAGroupsNodesAreInPlainJson() {
        template.resourceCountIs("AWS::EKS::Nodegroup", 3);
        template.hasResourceProperties(
                "AWS::EKS::Nodegroup",
                Map.of(
                        "NodegroupName",
                        "kong",
                        "ClusterName",
                        Scenario.CLUSTER,
                        "Version",
                        "1.29",
                        "CapacityType",
                        "ON_DEMAND",
                        "AmiType",
                        "AL2023_x86_64_STANDARD",
                        "Labels",
                        Map.of("plimsoll.io/workload", "kong"),
                        "Taints",
                        List.of(
                                Map.of(
                                        "Key", "plimsoll.io/workload",
                                        "Value", "kong",
                                        "Effect", "NO_SCHEDULE"))));
    }

    @Test
    void leavesTheDesiredSizeToWhateverTheAutoscalerMadeIt() {
        template.hasResourceProperties(
                "AWS::EKS::Nodegroup",
                Map.of(
                        "NodegroupName",
                        "kong",
                        "ScalingConfig",
                        Map.of(
                                "MinSize", 1,
                                "MaxSize", 6,
                                "DesiredSize",
                                        Map.of(
                                                "Fn::GetAtt",
                                                List.of(
                                                        Match.stringLikeRegexp("^kongSize"),
                                                        "DesiredSize")))));
        template.hasResourceProperties(
                "Custom::NodeGroupSize",
                Map.of(
                        "NodeGroupName",
                        "kong",
                        "InitialDesiredSize",
                        1,
                        "MinSize",
                        1,
                        "MaxSize",
                        6));
    }

    @Test
    void asksForTheSizeAgainWheneverTheGroupChanges() {
        Template other =
                Templates.of(Scenario.environment("nodeGroups: [{name: kong, max: 6}]"))
                        .part("node-groups");

        assertThat(digestOf(other, "kong")).isNotEqualTo(digestOf(template, "kong"));
    }

    @Test
    void tagsTheAutoScalingGroupForDiscoveryAndScaleFromZero() {
        template.hasResourceProperties(
                "Custom::AutoScalingGroupTags",
                Map.of(
                        "ClusterName",
                        Scenario.CLUSTER,
                        "NodeGroupName",
                        "kong",
                        "Tags",
                        List.of(
                                tag("enabled", "true"),
                                tag(Scenario.CLUSTER, "owned"),
                                tag("node-template/label/plimsoll.io/workload", "kong"),
                                tag("node-template/resources/ephemeral-storage", "20Gi"),
                                tag(
                                        "node-template/taint/plimsoll.io/workload",
                                        "kong:NoSchedule"))));
    }

    @Test
    void needsOneFunctionWithoutAssetsForAllGroups() {
        template.resourceCountIs("AWS::Lambda::Function", 1);
        template.hasResourceProperties(
                "AWS::Lambda::Function",
                Map.of("Code", Map.of("ZipFile", Match.stringLikeRegexp("Custom::NodeGroupSize"))));
    }

    @Test
    void letsTheFunctionTagThisClustersGroupsOnly() {
        Object statements =
                Match.objectLike(
                        Map.of("Statement", Match.arrayWith(List.of(Match.objectLike(tagging())))));
        template.hasResourceProperties(
                "AWS::IAM::Role",
                Map.of(
                        "Policies",
                        List.of(Match.objectLike(Map.of("PolicyDocument", statements)))));
    }

    @Test
    void encryptsDisksAndTakesInstanceMetadataByToken() {
        template.hasResourceProperties(
                "AWS::EC2::LaunchTemplate",
                Map.of(
                        "LaunchTemplateData",
                        Match.objectLike(
                                Map.of(
                                        "BlockDeviceMappings",
                                                List.of(
                                                        Map.of(
                                                                "DeviceName",
                                                                "/dev/xvda",
                                                                "Ebs",
                                                                Map.of(
                                                                        "DeleteOnTermination",
                                                                        true,
                                                                        "Encrypted",
                                                                        true,
                                                                        "VolumeSize",
                                                                        20,
                                                                        "VolumeType",
                                                                        "gp3"))),
                                        "MetadataOptions",
                                                Map.of(
                                                        "HttpTokens",
                                                        "required",
                                                        "HttpPutResponseHopLimit",
                                                        1)))));
    }

    @Test
    void hasTheOneTypeOfAGroupInItsLaunchTemplateAndSeveralInTheGroup() {
        template.hasResourceProperties(
                "AWS::EC2::LaunchTemplate",
                Map.of("LaunchTemplateData", Match.objectLike(Map.of("InstanceType", "t3.large"))));
        template.hasResourceProperties(
                "AWS::EKS::Nodegroup",
                Map.of("NodegroupName", "kong", "InstanceTypes", Match.absent()));
        Template several =
                Templates.of(
                                Scenario.environment(
                                        "nodeGroups: [{name: a, max: 3, instanceTypes: [m5.large, m6i.large]}]"))
                        .part("node-groups");

        several.hasResourceProperties(
                "AWS::EKS::Nodegroup", Map.of("InstanceTypes", List.of("m5.large", "m6i.large")));
    }

    @Test
    void tagsInstancesDisksInterfacesAndGroupsAsTheHouseDoes() {
        Template tagged =
                Templates.of(Scenario.withOptions("tags: {team: edge}")).part("node-groups");

        for (String type : List.of("instance", "volume", "network-interface")) {
            Object specification =
                    Match.objectLike(
                            Map.of(
                                    "ResourceType",
                                    type,
                                    "Tags",
                                    Match.arrayWith(
                                            List.of(Map.of("Key", "team", "Value", "edge")))));
            tagged.hasResourceProperties(
                    "AWS::EC2::LaunchTemplate",
                    Map.of(
                            "LaunchTemplateData",
                            Match.objectLike(
                                    Map.of(
                                            "TagSpecifications",
                                            Match.arrayWith(List.of(specification))))));
        }
        tagged.hasResourceProperties(
                "Custom::AutoScalingGroupTags",
                Map.of("Tags", Match.arrayWith(List.of(Map.of("Key", "team", "Value", "edge")))));
    }

    @Test
    void pinsTheImagesReleaseOrTakesTheNewestOfEachDeployment() {
        String groups =
                """
                nodeGroups:
                  - {name: pinned, max: 3, amiRelease: 1.29.15-20251101}
                  - {name: newest, max: 3, amiRelease: newest}
                """;
        Template releases = Templates.of(Scenario.environment(groups)).part("node-groups");

        releases.hasResourceProperties(
                "AWS::EKS::Nodegroup",
                Map.of("NodegroupName", "pinned", "ReleaseVersion", "1.29.15-20251101"));
        releases.hasResourceProperties(
                "AWS::EKS::Nodegroup",
                Map.of("NodegroupName", "newest", "ReleaseVersion", Match.objectLike(Map.of())));
        assertThat(releases.findParameters("*").toString())
                .contains(
                        "/aws/service/eks/optimized-ami/1.29/amazon-linux-2023/x86_64/standard/recommended/release_version");
    }

    @Test
    void tellsKubeletAndTheAutoscalerAlikeHowManyPodsANodeTakes() {
        Template prefixes =
                Templates.of(Scenario.withOptions("prefixDelegation: true")).part("node-groups");

        prefixes.hasResourceProperties(
                "Custom::AutoScalingGroupTags",
                Map.of(
                        "Tags",
                        Match.arrayWith(List.of(tag("node-template/resources/pods", "110")))));
        assertThat(userData(prefixes)).contains("maxPods: 110");
    }

    @Test
    void closesTheVpcsDefaultSecurityGroup() {
        template.resourceCountIs("Custom::ClosedSecurityGroup", 1);
    }

    private static String userData(Template template) {
        String text = template.findResources("AWS::EC2::LaunchTemplate").toString();
        return new String(
                Base64.getDecoder().decode(text.replaceAll(".*UserData=([\\w=+/]+).*", "$1")),
                StandardCharsets.UTF_8);
    }

    private static Map<String, Object> tagging() {
        return Map.of(
                "Action", List.of("autoscaling:CreateOrUpdateTags", "autoscaling:DeleteTags"),
                "Condition",
                        Map.of(
                                "StringEquals",
                                Map.of("aws:ResourceTag/eks:cluster-name", Scenario.CLUSTER)),
                "Resource", groupArns());
    }

    private static Object groupArns() {
        return Map.of(
                "Fn::Join",
                List.of(
                        "",
                        Match.arrayWith(
                                List.of(":autoScalingGroup:*:autoScalingGroupName/eks-*"))));
    }

    private static Map<String, String> tag(String key, String value) {
        return Map.of("Key", "k8s.io/cluster-autoscaler/" + key, "Value", value);
    }

    private static String digestOf(Template template, String group) {
        return template.findResources(
                        "Custom::NodeGroupSize",
                        Map.of("Properties", Map.of("NodeGroupName", group)))
                .values()
                .toString()
                .replaceAll(".*Digest=(\\w+).*", "$1");
    }
}
