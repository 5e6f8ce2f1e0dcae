package io.plimsoll.stacks;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awscdk.assertions.Capture;
import software.amazon.awscdk.assertions.Match;
import software.amazon.awscdk.assertions.Template;

class IdentityTest {

    private static final String ROLE = Scenario.CLUSTER + "-us-west-1-autoscaler";

    private static Template template;

    @BeforeAll
    static void synthesize() {
        template = Templates.of(Scenario.environment()).part("identity");
    }

    @Test
    void trustsTheAutoscalersServiceAccountAndNobodyElse() throws IOException {
        Capture text = new Capture();
        template.hasResourceProperties(
                "AWS::IAM::Role",
                Map.of(
                        "RoleName",
                        ROLE,
                        "AssumeRolePolicyDocument",
                        Map.of("Fn::Sub", List.of(text, Match.anyValue()))));

        JsonNode statements = new ObjectMapper().readTree(text.asString()).required("Statement");

        assertThat(statements).hasSize(1);
        assertThat(statements.get(0))
                .isEqualTo(
                        new ObjectMapper()
                                .readTree(
                                        """
                                        {"Effect": "Allow",
                                         "Principal": {"Federated": "${Provider}"},
                                         "Action": "sts:AssumeRoleWithWebIdentity",
                                         "Condition": {"StringEquals": {
                                           "${Issuer}:aud": "sts.amazonaws.com",
                                           "${Issuer}:sub":
                                             "system:serviceaccount:kube-system:cluster-autoscaler"}}}
                                        """));
    }

    @Test
    void resizesOnlyGroupsThatCarryBothDiscoveryTags() {
        template.hasResourceProperties(
                "AWS::IAM::ManagedPolicy",
                Map.of(
                        "PolicyDocument",
                        Match.objectLike(
                                Map.of(
                                        "Statement",
                                        Match.arrayWith(List.of(Match.objectLike(resize())))))));
    }

    @Test
    void attachesThePolicyToTheRole() {
        String policy =
                template.findResources("AWS::IAM::ManagedPolicy").keySet().iterator().next();

        template.hasResourceProperties(
                "AWS::IAM::Role",
                Map.of("RoleName", ROLE, "ManagedPolicyArns", List.of(Map.of("Ref", policy))));
    }

    @Test
    void outputsTheRoleAndItsPolicy() {
        assertThat(template.findOutputs("*").keySet())
                .contains("AutoscalerRoleArn", "AutoscalerPolicyArn");
    }

    private static Map<String, Object> resize() {
        String prefix = "aws:ResourceTag/k8s.io/cluster-autoscaler/";
        return Map.of(
                "Action",
                        List.of(
                                "autoscaling:SetDesiredCapacity",
                                "autoscaling:TerminateInstanceInAutoScalingGroup"),
                "Condition",
                        Map.of(
                                "StringEquals",
                                Map.of(
                                        prefix + "enabled", "true",
                                        prefix + Scenario.CLUSTER, "owned")));
    }
}
