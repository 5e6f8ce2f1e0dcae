package io.plimsoll.autoscaler.simulation.cluster;

import io.plimsoll.autoscaler.decision.model.Node;
import io.plimsoll.autoscaler.decision.model.Pod;
import io.plimsoll.autoscaler.decision.model.Resources;
import io.plimsoll.autoscaler.decision.model.Taint;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Which of several nodes kube-scheduler would take: its scores NodeResourcesFit (LeastAllocated,
 * weight 1) and TaintToleration (weight 3), with its integer arithmetic. Its other scores are not
 * modelled, and where it would throw dice the first node by name wins.
 */
final class NodeScores {
    /** What the scheduler counts for a pod that asks for none. */
    private static final long DEFAULT_MILLI_CPU = 100;

    private static final long DEFAULT_MEMORY_BYTES = 200L * 1024 * 1024;
    private static final int TAINT_WEIGHT = 3;
    private static final long BEST = 100;

    private final SortedMap<String, Node> nodes = new TreeMap<>();
    private final SortedMap<String, Resources> used = new TreeMap<>();

    NodeScores(Collection<SimulatedNode> nodes, Collection<SimulatedPod> pods) {
        nodes.forEach(node -> this.nodes.put(node.name(), node.node()));
        for (SimulatedPod pod : pods) {
            if (!pod.pod().isTerminal()) {
                pod.node().ifPresent(node -> use(pod.pod(), node));
            }
        }
    }

    /** Counts the pod as running on the node. */
    void use(Pod pod, String node) {
        used.merge(node, counted(pod), Resources::plus);
    }

    /** Empty only when there are no candidates. */
    Optional<String> best(Pod pod, List<String> candidates) {
        long mostTaints =
                candidates.stream().mapToLong(node -> disliked(pod, node)).max().orElse(0);
        return candidates.stream()
                .min(
                        Comparator.comparingLong((String node) -> -score(pod, node, mostTaints))
                                .thenComparing(Comparator.naturalOrder()));
    }

    private long score(Pod pod, String name, long mostTaints) {
        long taints = mostTaints == 0 ? BEST : BEST - BEST * disliked(pod, name) / mostTaints;
        return TAINT_WEIGHT * taints + leastAllocated(pod, name);
    }

    private long leastAllocated(Pod pod, String name) {
        Resources allocatable = node(name).status().allocatable();
        Resources requested = used.getOrDefault(name, Resources.NONE).plus(counted(pod));
        long cpu = free(requested.milliCpu(), allocatable.milliCpu());
        long memory = free(requested.memoryBytes(), allocatable.memoryBytes());
        return (cpu + memory) / 2;
    }

    private static long free(long requested, long allocatable) {
        return allocatable == 0 || requested > allocatable
                ? 0
                : (allocatable - requested) * BEST / allocatable;
    }

    private long disliked(Pod pod, String name) {
        return node(name).spec().taints().stream()
                .filter(taint -> taint.effect() == Taint.Effect.PREFER_NO_SCHEDULE)
                .filter(taint ->
                        pod.spec().constraints().node().tolerations().stream()
                                .noneMatch(toleration -> toleration.tolerates(taint)))
                .count();
    }

    private Node node(String name) {
        return Optional.ofNullable(nodes.get(name))
                .orElseThrow(() -> new IllegalArgumentException("There is no node " + name));
    }

    private static Resources counted(Pod pod) {
        Resources requests = pod.spec().requests();
        return Resources.ofPod(
                requests.milliCpu() == 0 ? DEFAULT_MILLI_CPU : requests.milliCpu(),
                requests.memoryBytes() == 0 ? DEFAULT_MEMORY_BYTES : requests.memoryBytes());
    }
}
