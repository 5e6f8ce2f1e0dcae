package io.plimsoll.autoscaler.decision.scheduling.score;

import io.plimsoll.autoscaler.decision.model.Pod;
import io.plimsoll.autoscaler.decision.model.Resources;
import io.plimsoll.autoscaler.decision.model.Taint;
import io.plimsoll.autoscaler.decision.scheduling.ClusterSnapshot;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Which of several nodes kube-scheduler would take: its scores NodeResourcesFit (LeastAllocated,
 * weight 1) and TaintToleration (weight 3), with its integer arithmetic. Its other scores are not
 * modelled, and where it would throw dice the first node by name wins.
 */
public final class NodeScores {
    /** What the scheduler counts for a pod that asks for none. */
    private static final long DEFAULT_MILLI_CPU = 100;

    private static final long DEFAULT_MEMORY_BYTES = 200L * 1024 * 1024;
    private static final int TAINT_WEIGHT = 3;
    private static final long BEST = 100;

    private final ClusterSnapshot snapshot;
    private final Map<String, Used> used = new TreeMap<>();

    public NodeScores(ClusterSnapshot snapshot) {
        this.snapshot = snapshot;
    }

    /**
     * What the scheduler counts for the pods of a node.
     *
     * @param stamp of the node and its pods as they were counted
     */
    private record Used(long stamp, long milliCpu, long memoryBytes) {}

    /** Empty only when there are no candidates. */
    public Optional<String> best(Pod pod, List<String> candidates) {
        long mostTaints =
                candidates.stream().mapToLong(node -> disliked(pod, node)).max().orElse(0);
        Optional<String> best = Optional.empty();
        long highest = -1;
        for (String node : candidates) {
            long score = score(pod, node, mostTaints);
            boolean earlier = best.filter(one -> one.compareTo(node) < 0).isEmpty();
            if (score > highest || (score == highest && earlier)) {
                best = Optional.of(node);
                highest = score;
            }
        }
        return best;
    }

    private long score(Pod pod, String name, long mostTaints) {
        long taints = mostTaints == 0 ? BEST : BEST - BEST * disliked(pod, name) / mostTaints;
        return TAINT_WEIGHT * taints + leastAllocated(pod, name);
    }

    private long leastAllocated(Pod pod, String name) {
        Resources allocatable = snapshot.node(name).status().allocatable();
        Used there = used(name);
        long cpu = free(there.milliCpu() + milliCpu(pod), allocatable.milliCpu());
        long memory = free(there.memoryBytes() + memoryBytes(pod), allocatable.memoryBytes());
        return (cpu + memory) / 2;
    }

    private Used used(String name) {
        int slot = snapshot.slot(name);
        long stamp = snapshot.lastChange(slot);
        Used known = used.get(name);
        if (known == null || known.stamp() != stamp) {
            long milliCpu = 0;
            long memoryBytes = 0;
            for (Pod pod : snapshot.podsOn(slot)) {
                milliCpu += milliCpu(pod);
                memoryBytes += memoryBytes(pod);
            }
            known = new Used(stamp, milliCpu, memoryBytes);
            used.put(name, known);
        }
        return known;
    }

    private static long free(long requested, long allocatable) {
        return allocatable == 0 || requested > allocatable
                ? 0
                : (allocatable - requested) * BEST / allocatable;
    }

    private long disliked(Pod pod, String name) {
        long disliked = 0;
        for (Taint taint : snapshot.node(name).spec().taints()) {
            if (taint.effect() == Taint.Effect.PREFER_NO_SCHEDULE && !tolerates(pod, taint)) {
                disliked++;
            }
        }
        return disliked;
    }

    private static boolean tolerates(Pod pod, Taint taint) {
        return pod.spec().constraints().node().tolerations().stream()
                .anyMatch(toleration -> toleration.tolerates(taint));
    }

    private static long milliCpu(Pod pod) {
        long asked = pod.spec().requests().milliCpu();
        return asked == 0 ? DEFAULT_MILLI_CPU : asked;
    }

    private static long memoryBytes(Pod pod) {
        long asked = pod.spec().requests().memoryBytes();
        return asked == 0 ? DEFAULT_MEMORY_BYTES : asked;
    }
}
