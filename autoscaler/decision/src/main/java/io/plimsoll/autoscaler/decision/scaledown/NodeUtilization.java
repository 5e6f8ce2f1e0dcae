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

/**
 * How much of a node its pods ask for: the larger share of CPU and memory, or of GPUs alone where
 * the node has any.
 *
 * @param ignoreDaemonSets DaemonSet pods count neither as used nor as there to be used
 * @param ignoreMirrorPods the same for mirror pods
 */
record NodeUtilization(boolean ignoreDaemonSets, boolean ignoreMirrorPods, Instant now) {

    boolean countsLike(NodeUtilization other) {
        return ignoreDaemonSets == other.ignoreDaemonSets
                && ignoreMirrorPods == other.ignoreMirrorPods;
    }

    NodeUse of(Node node, List<Pod> pods) {
        Resources allocatable = node.status().allocatable();
        Sum cpu = new Sum(allocatable.milliCpu());
        Sum memory = new Sum(allocatable.memoryBytes());
        Sum gpus = new Sum(gpus(allocatable));
        boolean empty = true;
        boolean lasting = true;
        for (Pod pod : pods) {
            boolean daemon = pod.isDaemon();
            boolean mirror = pod.isMirror();
            boolean ending = LongTerminating.test(pod, now);
            lasting &= pod.metadata().deletionTime().isEmpty();
            empty &= daemon || mirror || ending;
            boolean ignored = (ignoreDaemonSets && daemon) || (ignoreMirrorPods && mirror);
            if (ignored || !ending) {
                Resources requests = pod.spec().requests();
                cpu.add(requests.milliCpu(), ignored);
                memory.add(requests.memoryBytes(), ignored);
                gpus.add(gpus(requests), ignored);
            }
        }
        boolean ofGpus = Gpu.isExpected(node);
        Optional<Fraction> utilization =
                ofGpus ? Optional.of(ofGpus(node, gpus)) : larger(allocatable, cpu, memory);
        return new NodeUse(utilization, ofGpus, empty, lasting);
    }

    private static Fraction ofGpus(Node node, Sum gpus) {
        return Gpu.count(node) == 0 ? Fraction.ZERO : gpus.share();
    }

    private static Optional<Fraction> larger(Resources allocatable, Sum cpu, Sum memory) {
        if (allocatable.milliCpu() == 0 || allocatable.memoryBytes() == 0) {
            return Optional.empty();
        }
        Fraction ofCpu = cpu.share();
        Fraction ofMemory = memory.share();
        return Optional.of(ofCpu.compareTo(ofMemory) > 0 ? ofCpu : ofMemory);
    }

    private static long gpus(Resources resources) {
        return resources.extended().isEmpty()
                ? 0
                : resources.extended().getOrDefault(Gpu.RESOURCE, 0L);
    }

    /** What is used of one resource, and what there is to be used. */
    private static final class Sum {
        private long used;
        private long whole;

        Sum(long allocatable) {
            whole = allocatable;
        }

        void add(long request, boolean ignored) {
            if (ignored) {
                whole -= request;
            } else {
                used += request;
            }
        }

        Fraction share() {
            return Fraction.of(used, whole);
        }
    }
}
