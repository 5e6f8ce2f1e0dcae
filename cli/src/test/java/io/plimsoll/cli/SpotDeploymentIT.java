package io.plimsoll.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** {@code examples/spot-arm64.yaml}, deployed to an emulated AWS. */
class SpotDeploymentIT {

    private static final String CLUSTER = "kong-spot";

    @TempDir private Path folder = Path.of("");

    @Test
    void deploysAGroupOfSpotInstancesThatGrowsFromZero() throws Exception {
        String example = "environment=examples/spot-arm64.yaml";
        try (EmulatedAccount aws = EmulatedAccount.start("us-east-1")) {
            aws.cdk("bootstrap", "--context", example);
            String deployment =
                    aws.cdk("deploy", "--all", "--require-approval", "never", "--context", example);
            Deployed deployed = new Deployed(aws, CLUSTER);

            assertThat(CdkOutput.changed(deployment)).hasSize(5);
            assertThat(aws.skipped())
                    .contains(EmulatedAccount.PASSED_OVER)
                    .contains("AWS::SQS::QueuePolicy")
                    .hasSize(EmulatedAccount.PASSED_OVER.length + 1);
            assertThat(CdkOutput.different(aws.cdk("diff", "--context", example))).isEmpty();
            isOfSpotInstancesOfSeveralTypes(deployed);
            growsFromZero(deployed);

            // moto does not delete a VPC that has route tables.
            aws.cdk(
                    "destroy",
                    "workloads",
                    "identity",
                    "node-groups",
                    "cluster",
                    "--exclusively",
                    "--force",
                    "--context",
                    example);
            assertThat(deployed.autoScalingGroups().path("AutoScalingGroups")).isEmpty();
            assertThat(aws.call("eks", "ListClusters", Map.of()).path("clusters")).isEmpty();
        }
    }

    private static void isOfSpotInstancesOfSeveralTypes(Deployed deployed) {
        JsonNode group = deployed.nodeGroup("kong");

        assertThat(group.path("capacityType").asString()).isEqualTo("SPOT");
        assertThat(group.path("amiType").asString()).isEqualTo("AL2023_ARM_64_STANDARD");
        assertThat(group.path("instanceTypes").valueStream().map(JsonNode::asString))
                .containsExactly("m6g.large", "m7g.large", "m8g.large");
        assertThat(group.at("/updateConfig/maxUnavailable").asInt()).isEqualTo(2);
        assertThat(group.at("/nodeRepairConfig/enabled").asBoolean()).isTrue();
    }

    /** What is known of a node that is not there comes from the tags alone. */
    private void growsFromZero(Deployed deployed) throws Exception {
        JsonNode plan =
                new PlannedPods()
                        .of("kong", 1)
                        .withoutToleration("stranger", "kong")
                        .plan(
                                folder,
                                CLUSTER,
                                deployed.autoScalingGroups(),
                                deployed.launchTemplates());

        assertThat(PlannedPods.growth(plan)).containsExactly("kong 0 1");
        assertThat(PlannedPods.rejections(plan, "stranger"))
                .containsExactlyInAnyOrder(
                        "kong TaintToleration", "load TaintToleration", "system NodeAffinity");
    }
}
