package io.plimsoll.stacks;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.plimsoll.environment.Environment;
import io.plimsoll.environment.names.SharedNames;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awscdk.assertions.Match;
import software.amazon.awscdk.assertions.Template;

/** What Karpenter finds in AWS, under the names that the manifests use. */
class KarpenterTest {

    private static final Environment ENVIRONMENT =
            Scenario.environment("autoscaler: {kind: karpenter}");
    private static final SharedNames NAMES = new SharedNames(ENVIRONMENT);

    private static Templates templates;
    private static Template identity;

    @BeforeAll
    static void synthesize() {
        templates = Templates.of(ENVIRONMENT);
        identity = templates.part("identity");
    }

    @Test
    void leavesNothingToComplainOf() {
        assertThat(templates.complaints()).isEmpty();
    }

    @Test
    void letsNodesOfItsRoleJoinTheCluster() {
        identity.hasResourceProperties(
                "AWS::IAM::Role", Map.of("RoleName", NAMES.karpenterNodeRole()));
        identity.hasResourceProperties(
                "AWS::EKS::AccessEntry",
                Map.of("Type", "EC2_LINUX", "ClusterName", Scenario.CLUSTER));
    }

    @Test
    void trustsKarpentersServiceAccountOnly() {
        assertThat(roles().findValuesAsText("RoleName"))
                .contains(NAMES.autoscalerRole(), NAMES.karpenterNodeRole());
        assertThat(roles().toString())
                .contains("system:serviceaccount:kube-system:karpenter")
                .doesNotContain("cluster-autoscaler");
    }

    @Test
    void tagsTheNodesSubnetsAndNoOthers() {
        Map<String, Map<String, Object>> subnets =
                templates.part("network").findResources("AWS::EC2::Subnet");

        assertThat(subnets).hasSize(4);
        subnets.forEach((id, subnet) ->
                assertThat(subnet.toString().contains(SharedNames.KARPENTER_DISCOVERY))
                        .as(id)
                        .isEqualTo(id.contains("private")));
    }

    @Test
    void keepsTheManagedGroupThatItRunsOnAndNoOther() {
        templates.part("node-groups").resourceCountIs("AWS::EKS::Nodegroup", 1);
        templates
                .part("node-groups")
                .hasResourceProperties("AWS::EKS::Nodegroup", Map.of("NodegroupName", "system"));
    }

    @Test
    void encryptsTheQueueAndRefusesPlainHttp() {
        identity.hasResourceProperties(
                "AWS::SQS::Queue",
                Map.of("QueueName", NAMES.karpenterQueue(), "SqsManagedSseEnabled", true));
        identity.hasResourceProperties(
                "AWS::SQS::QueuePolicy",
                Map.of(
                        "PolicyDocument",
                        Match.objectLike(
                                Map.of(
                                        "Statement",
                                        Match.arrayWith(
                                                List.of(
                                                        Match.objectLike(
                                                                Map.of(
                                                                        "Effect",
                                                                        "Deny",
                                                                        "Condition",
                                                                        Map.of(
                                                                                "Bool",
                                                                                Map.of(
                                                                                        "aws:SecureTransport",
                                                                                        "false"))))))))));
    }

    @Test
    void hearsOfEveryWayInWhichAnInstanceGoes() {
        identity.resourceCountIs("AWS::Events::Rule", 4);
        assertThat(identity.findResources("AWS::Events::Rule").toString())
                .contains(
                        "EC2 Spot Instance Interruption Warning",
                        "EC2 Instance Rebalance Recommendation",
                        "EC2 Instance State-change Notification",
                        "AWS Health Event");
    }

    @ParameterizedTest
    @CsvSource({
        "ec2:TerminateInstances, instance, true, true",
        "ec2:TerminateInstances, instance, false, false",
        "ec2:DeleteLaunchTemplate, launch-template, true, true",
        "ec2:DeleteLaunchTemplate, launch-template, false, false",
        "ec2:TerminateInstances, volume, true, false"
    })
    void endsOnlyWhatCarriesTheClustersTags(
            String action, String type, boolean tagged, boolean allowed) {
        Map<String, String> context = new HashMap<>();
        context.put("aws:ResourceTag/karpenter.sh/nodepool", "kong");
        if (tagged) {
            context.put("aws:ResourceTag/kubernetes.io/cluster/" + Scenario.CLUSTER, "owned");
        }
        String resource = "arn:aws:ec2:us-west-1:111122223333:%s/x".formatted(type);

        assertThat(
                        new AccessPolicy(policies())
                                .allows(new AccessPolicy.Request("", action, resource, context)))
                .isEqualTo(allowed);
    }

    @Test
    void keepsEveryPolicyWithinItsBound() {
        assertThat(policies())
                .hasSize(3)
                .allSatisfy(policy -> assertThat(policy.toString()).hasSizeLessThan(6144));
    }

    private static List<JsonNode> policies() {
        return new ResolvedTemplates(ENVIRONMENT)
                .resources("AWS::IAM::ManagedPolicy").stream()
                        .map(policy -> policy.properties().required("PolicyDocument"))
                        .toList();
    }

    private static JsonNode roles() {
        return new ObjectMapper().valueToTree(identity.findResources("AWS::IAM::Role"));
    }
}
