package io.plimsoll.autoscaler.decision;

import static io.plimsoll.autoscaler.decision.world.Traits.annotation;
import static io.plimsoll.autoscaler.decision.world.Traits.bare;
import static io.plimsoll.autoscaler.decision.world.Traits.cpu;
import static io.plimsoll.autoscaler.decision.world.Traits.max;
import static io.plimsoll.autoscaler.decision.world.Traits.memory;
import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.autoscaler.decision.answer.Decision;
import io.plimsoll.autoscaler.decision.answer.NodeVerdict;
import io.plimsoll.autoscaler.decision.clusterstate.Census;
import io.plimsoll.autoscaler.decision.question.History;
import io.plimsoll.autoscaler.decision.question.Observation;
import io.plimsoll.autoscaler.decision.scheduling.ClusterSnapshot;
import io.plimsoll.autoscaler.decision.world.World;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;

/**
 * The work of whole loops grows with the size of a world and no faster: how often a pod is held
 * against a node, and how often one is bound or unbound.
 */
final class LoopGrowthTest {
    private record Work(long evaluations, long bindings, Decision decision) {}

    /** B6 of the benchmarks: pods without a controller, of which 50 fill a node. */
    @Test
    void scaleUpIsLinearInPods() {
        assertLinear(
                n -> {
                    World world = World.cluster().group("g", max(n), cpu("10"), memory("100Gi"));
                    for (int pod = 0; pod < 50 * n; pod++) {
                        world.pendingPod("pod-" + pod, bare(), cpu("200m"));
                    }
                    Work work = decide(world.observe());
                    assertThat(work.decision().scaleUps())
                            .singleElement()
                            .satisfies(scaleUp -> assertThat(scaleUp.to()).isEqualTo(n));
                    return work;
                },
                20);
    }

    /** B7 of the benchmarks: 40 pods on each node, each of them a hundredth of it. */
    @Test
    void scaleDownIsLinearInNodesAndPods() {
        assertLinear(
                n -> {
                    World world = World.cluster().group("g", max(n), cpu("10"), memory("100Gi"));
                    for (int node = 0; node < n; node++) {
                        world.node("node-%04d".formatted(node));
                        for (int pod = 0; pod < 40; pod++) {
                            world.pod(
                                    "pod-%04d-%02d".formatted(node, pod),
                                    "node-%04d".formatted(node),
                                    bare(),
                                    cpu("100m"),
                                    annotation(
                                            "cluster-autoscaler.kubernetes.io/safe-to-evict",
                                            "true"));
                        }
                    }
                    Work work = decide(world.observe());
                    assertThat(work.decision().nodes())
                            .filteredOn(NodeVerdict.Unneeded.class::isInstance)
                            .hasSize(6 * n / 10);
                    return work;
                },
                50);
    }

    private static Work decide(Observation observation) {
        LoopMemory memory = LoopMemory.of(observation.cluster(), new Census());
        ClusterSnapshot snapshot = memory.snapshot();
        World world = World.cluster();
        memory.nodes().follow(observation.cluster().nodes(), world.options().scaleDown());
        Decision decision =
                new DecisionCore(memory, observation, History.NONE, world.options(), World.NOW)
                        .decide();
        long bindings =
                snapshot.nodeNames().stream()
                        .mapToLong(node -> snapshot.lastChange(snapshot.slot(node)))
                        .max()
                        .orElse(0);
        return new Work(snapshot.filters().evaluations(), bindings, decision);
    }

    private static void assertLinear(IntFunction<Work> work, int n) {
        Work one = work.apply(n);
        Work two = work.apply(2 * n);
        Work four = work.apply(4 * n);

        assertThat(one.evaluations()).isPositive();
        assertAtMostDouble(one.evaluations(), two.evaluations());
        assertAtMostDouble(two.evaluations(), four.evaluations());
        assertAtMostDouble(one.bindings(), two.bindings());
        assertAtMostDouble(two.bindings(), four.bindings());
    }

    private static void assertAtMostDouble(long before, long after) {
        assertThat(after)
                .as("after %d of half the size", before)
                .isLessThanOrEqualTo(before * 23 / 10);
    }
}
