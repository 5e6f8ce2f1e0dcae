package io.plimsoll.autoscaler.decision.template;

import static io.plimsoll.autoscaler.decision.world.Traits.cpu;
import static io.plimsoll.autoscaler.decision.world.Traits.inNamespace;
import static io.plimsoll.autoscaler.decision.world.Traits.noTemplate;
import static io.plimsoll.autoscaler.decision.world.Traits.notReady;
import static io.plimsoll.autoscaler.decision.world.Traits.onlyOn;
import static io.plimsoll.autoscaler.decision.world.Traits.tainted;
import static io.plimsoll.autoscaler.decision.world.Traits.withTaint;
import static io.plimsoll.autoscaler.decision.world.World.NOW;
import static io.plimsoll.autoscaler.decision.world.World.cluster;
import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.autoscaler.decision.clusterstate.Census;
import io.plimsoll.autoscaler.decision.clusterstate.TransientTaints;
import io.plimsoll.autoscaler.decision.model.Taint;
import io.plimsoll.autoscaler.decision.question.AutoscalingOptions;
import io.plimsoll.autoscaler.decision.question.History;
import io.plimsoll.autoscaler.decision.question.Observation;
import io.plimsoll.autoscaler.decision.scheduling.ClusterSnapshot;
import io.plimsoll.autoscaler.decision.world.World;
import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class TemplateBuilderTest {

    @Test
    void realNodeSaysMoreThanTheCloud() {
        World world = cluster().group("g", cpu("4")).node("n1", cpu("2"));

        assertThat(template(world).node().status().allocatable().milliCpu()).isEqualTo(2000);
    }

    @Test
    void brokenNodeSaysNothing() {
        World world =
                cluster().group("g", cpu("4")).node("n1", cpu("2"), notReady(Duration.ofHours(1)));

        assertThat(template(world).node().status().allocatable().milliCpu()).isEqualTo(4000);
    }

    @Test
    void onlyLastingTaintsAreExpectedOfNewNodes() {
        World world =
                cluster()
                        .group("g", tainted("dedicated"))
                        .node(
                                "n1",
                                withTaint("ToBeDeletedByClusterAutoscaler", "1"),
                                withTaint("node.kubernetes.io/unschedulable", ""),
                                withTaint("status-taint.cluster-autoscaler.kubernetes.io/x", ""));

        assertThat(template(world).node().spec().taints())
                .extracting(Taint::key)
                .containsExactly("dedicated");
    }

    @Test
    void nodeWithStartupTaintIsNotReady() {
        World world =
                cluster()
                        .group("g", cpu("4"))
                        .node(
                                "n1",
                                cpu("2"),
                                withTaint("startup-taint.cluster-autoscaler.kubernetes.io/x", ""));

        assertThat(template(world).node().status().allocatable().milliCpu()).isEqualTo(4000);
    }

    @Test
    void daemonSetsThatWouldRunTakeRoomOnNewNodes() {
        World world =
                cluster()
                        .group("g", cpu("4"))
                        .daemonSet("everywhere", cpu("100m"), inNamespace("kube-system"))
                        .daemonSet("elsewhere", cpu("1"), onlyOn("pool", "other"));

        assertThat(template(world).free().milliCpu()).isEqualTo(3900);
    }

    @Test
    void groupThatNobodyKnowsHasItsProblemForATemplate() {
        World world = cluster().group("g", noTemplate("no such launch template"));

        assertThat(templates(world).problems()).containsEntry("g", "no such launch template");
    }

    private static GroupTemplate template(World world) {
        return Objects.requireNonNull(templates(world).known().get("g"));
    }

    private static GroupTemplates templates(World world) {
        Observation observation = world.observe();
        AutoscalingOptions options = AutoscalingOptions.DEFAULT;
        return new TemplateBuilder(
                        new Census().take(observation, History.NONE, options, NOW),
                        new TransientTaints(options.taints()),
                        new DaemonPods(observation.cluster(), false),
                        NOW)
                .build(ClusterSnapshot.of(observation.cluster()));
    }
}
