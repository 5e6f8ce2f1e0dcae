package io.plimsoll.autoscaler.simulation.cluster;

import io.plimsoll.autoscaler.decision.model.ObjectKey;
import io.plimsoll.autoscaler.simulation.cluster.Serving.Runner;
import io.plimsoll.autoscaler.simulation.cluster.Serving.Wants;
import java.util.ArrayList;
import java.util.List;

/**
 * The pods of Deployments that run at this moment, and what they want. Pods of other kinds use
 * nothing. All amounts are in billionths of a CPU.
 */
final class CpuUse {
    private static final long NANOS_PER_MILLI = 1_000_000;

    private final ClusterObjects objects;
    private final Deployments deployments;
    private final Traffic traffic;

    CpuUse(ClusterObjects objects, Deployments deployments, Traffic traffic) {
        this.objects = objects;
        this.deployments = deployments;
        this.traffic = traffic;
    }

    Serving now() {
        List<Runner> runners = new ArrayList<>();
        for (ObjectKey deployment : deployments.keys()) {
            long idle = deployments.spec(deployment).idleMilliCpu() * NANOS_PER_MILLI;
            long part = traffic.nanoCpuForEachPod(deployment);
            for (SimulatedPod pod : deployments.pods(deployment)) {
                if (pod.isRunning()) {
                    runners.add(
                            new Runner(
                                    pod.key(),
                                    pod.node(),
                                    pod.pod().spec().containerRequests().milliCpu(),
                                    new Wants(idle, pod.isServing() ? part : 0, ceiling(pod))));
                }
            }
        }
        return new Serving(runners, this::capacity);
    }

    private long capacity(String node) {
        return objects.node(node)
                .map(there -> there.node().status().capacity().milliCpu() * NANOS_PER_MILLI)
                .orElse(0L);
    }

    private static long ceiling(SimulatedPod pod) {
        return pod.origin().template().cpuLimitMilli().stream()
                .map(milli -> milli * NANOS_PER_MILLI)
                .findFirst()
                .orElse(Long.MAX_VALUE);
    }
}
