package io.plimsoll.autoscaler.decision.scaledown;

import io.plimsoll.autoscaler.decision.model.Fraction;
import io.plimsoll.autoscaler.decision.model.Gpu;
import io.plimsoll.autoscaler.decision.model.Node;
import io.plimsoll.autoscaler.decision.model.Pod;
import io.plimsoll.autoscaler.decision.model.Resources;
import io.plimsoll.autoscaler.decision.scaledown.drainability.LongTerminating;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.ToLongFunction;

/**
 * How much of a node its pods ask for: the larger share of CPU and memory, or of GPUs alone where
 * the node has any.
 *
 * @param ignoreDaemonSets DaemonSet pods count neither as used nor as there to be used
 * @param ignoreMirrorPods the same for mirror pods
 */
record NodeUtilization(boolean ignoreDaemonSets, boolean ignoreMirrorPods, Instant now) {

    /** Empty when the node says nothing of its CPU or memory. */
    Optional<Fraction> of(Node node, List<Pod> pods) {
        Resources allocatable = node.status().allocatable();
        if (Gpu.isExpected(node)) {
            return Optional.of(
                    Gpu.count(node) == 0
                            ? Fraction.ZERO
                            : share(allocatable, pods, NodeUtilization::gpus));
        }
        if (allocatable.milliCpu() == 0 || allocatable.memoryBytes() == 0) {
            return Optional.empty();
        }
        Fraction cpu = share(allocatable, pods, Resources::milliCpu);
        Fraction memory = share(allocatable, pods, Resources::memoryBytes);
        return Optional.of(cpu.compareTo(memory) > 0 ? cpu : memory);
    }

    private Fraction share(
            Resources allocatable, List<Pod> pods, ToLongFunction<Resources> amount) {
        long used = 0;
        long whole = amount.applyAsLong(allocatable);
        for (Pod pod : pods) {
            long request = amount.applyAsLong(pod.spec().requests());
            if (isIgnored(pod)) {
                whole -= request;
            } else if (!LongTerminating.test(pod, now)) {
                used += request;
            }
        }
        return Fraction.of(used, whole);
    }

    private boolean isIgnored(Pod pod) {
        return (ignoreDaemonSets && pod.isDaemon()) || (ignoreMirrorPods && pod.isMirror());
    }

    private static long gpus(Resources resources) {
        return resources.extended().getOrDefault(Gpu.RESOURCE, 0L);
    }
}
