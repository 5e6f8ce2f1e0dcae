package io.plimsoll.benchmarks;

import io.plimsoll.autoscaler.decision.model.Cluster;
import io.plimsoll.autoscaler.decision.model.Pod;
import io.plimsoll.autoscaler.decision.scheduling.ClusterSnapshot;
import io.plimsoll.autoscaler.decision.scheduling.filter.Verdict;
import io.plimsoll.autoscaler.decision.scheduling.packing.Packing;
import java.util.List;

/** Holds plans against the exact filters, pod by pod, so that speed never buys a wrong answer. */
final class PlanAudit {
    private PlanAudit() {}

    /**
     * Plays a plan again on {@code before}: first all its nodes, then each pod in the order of its
     * placing, which every filter must let run where the plan has it.
     */
    static void verify(
            ClusterSnapshot planned,
            List<String> newNodes,
            Cluster before,
            List<Packing.Placement> placed) {
        ClusterSnapshot replay = ClusterSnapshot.of(before);
        for (String node : newNodes) {
            replay.addNode(planned.node(node), List.of());
        }
        for (Packing.Placement each : placed) {
            verify(replay, each.pod(), each.node());
        }
    }

    /**
     * As the first, of a plan onto nodes that are there.
     *
     * @param placed in the order of their placing
     */
    static void verify(Cluster before, List<Packing.Placement> placed) {
        ClusterSnapshot replay = ClusterSnapshot.of(before);
        for (Packing.Placement each : placed) {
            verify(replay, each.pod(), each.node());
        }
    }

    /** As the first, for plans whose pods ask nothing of each other: node by node. */
    static void verify(ClusterSnapshot planned, List<String> newNodes, Cluster before) {
        List<Packing.Placement> placed =
                newNodes.stream()
                        .flatMap(node ->
                                planned.podsOn(node).stream()
                                        .map(pod -> new Packing.Placement(pod, node)))
                        .toList();
        verify(planned, newNodes, before, placed);
    }

    private static void verify(ClusterSnapshot replay, Pod pod, String node) {
        Verdict verdict = replay.check(pod, node);
        if (!(verdict instanceof Verdict.Fits)) {
            throw new IllegalStateException(
                    "the plan puts " + pod.key() + " on " + node + ": " + verdict);
        }
        replay.bind(pod, node);
    }
}
