package io.plimsoll.stacks;

import static org.assertj.core.api.Assertions.assertThat;

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
                        "InstanceTypes",
                        List.of("t3.large"),
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

    private static Map<String, Object> tagging() {
        return Map.of(
                "Action", List.of("autoscaling:CreateOrUpdateTags", "autoscaling:DeleteTags"),
                "Condition",
                        Map.of(
                                "StringEquals",
                                Map.of("aws:ResourceTag/eks:cluster-name", Scenario.CLUSTER)),
                "Resource", Match.arrayWith(List.of(groupArn("kong"))));
    }

    private static Object groupArn(String group) {
        return Map.of(
                "Fn::Join",
                List.of(
                        "",
                        Match.arrayWith(
                                List.of(
                                        ":autoScalingGroup:*:autoScalingGroupName/eks-"
                                                + group
                                                + "-*"))));
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
