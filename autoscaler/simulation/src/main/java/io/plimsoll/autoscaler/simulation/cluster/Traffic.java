package io.plimsoll.autoscaler.simulation.cluster;

import io.plimsoll.autoscaler.decision.model.ObjectKey;
import io.plimsoll.autoscaler.simulation.clock.VirtualClock;
import io.plimsoll.autoscaler.simulation.event.Journal;
import io.plimsoll.autoscaler.simulation.event.WorldEvent;
import io.plimsoll.autoscaler.simulation.spec.TrafficSpec;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** Requests on their way to Deployments, and the CPU that they cost ({@link TrafficSpec}). */
final class Traffic {
    private static final long NANOS_PER_MILLI = 1_000_000;

    private final VirtualClock clock;
    private final Journal journal;
    private final Deployments deployments;
    private final Jobs jobs;
    private final SortedMap<ObjectKey, TrafficSpec> costs = new TreeMap<>();
    private final SortedMap<ObjectKey, Long> direct = new TreeMap<>();
    private final SortedMap<ObjectKey, Long> told = new TreeMap<>();

    Traffic(
            VirtualClock clock,
            Journal journal,
            Deployments deployments,
            Jobs jobs,
            List<TrafficSpec> costs) {
        this.clock = clock;
        this.journal = journal;
        this.deployments = deployments;
        this.jobs = jobs;
        costs.forEach(cost -> this.costs.put(cost.deployment(), cost));
    }

    /** Beside what Jobs send. */
    void send(ObjectKey deployment, long requestsPerSecond) {
        direct.put(deployment, requestsPerSecond);
    }

    long requestsPerSecond(ObjectKey deployment) {
        return direct.getOrDefault(deployment, 0L) + jobs.requestsPerSecond(deployment);
    }

    /** Tells of loads that are not what they were. */
    void reconcile() {
        for (ObjectKey deployment : costs.keySet()) {
            long now = requestsPerSecond(deployment);
            if (now != told.getOrDefault(deployment, 0L)) {
                told.put(deployment, now);
                journal.add(new WorldEvent.LoadChanged(clock.instant(), deployment, now));
            }
        }
    }

    /** What each running pod of the Deployment uses now, in thousandths of a CPU, rounded up. */
    SortedMap<ObjectKey, Long> usageMilliCpu(ObjectKey deployment) {
        List<SimulatedPod> pods = deployments.pods(deployment);
        long serving = pods.stream().filter(SimulatedPod::isServing).count();
        long share = serving == 0 ? 0 : demandNanoCpu(deployment) / serving;
        long idle = deployments.spec(deployment).idleMilliCpu() * NANOS_PER_MILLI;
        SortedMap<ObjectKey, Long> usage = new TreeMap<>();
        for (SimulatedPod pod : pods) {
            if (pod.isRunning()) {
                long wanted = pod.isServing() ? idle + share : idle;
                usage.put(pod.key(), Math.ceilDiv(capped(pod, wanted), NANOS_PER_MILLI));
            }
        }
        return usage;
    }

    private long demandNanoCpu(ObjectKey deployment) {
        TrafficSpec cost = costs.get(deployment);
        return cost == null ? 0 : requestsPerSecond(deployment) * cost.cpuPerRequest().toNanos();
    }

    private static long capped(SimulatedPod pod, long nanoCpu) {
        return pod.origin().template().cpuLimitMilli().stream()
                .map(limit -> Math.min(limit * NANOS_PER_MILLI, nanoCpu))
                .findFirst()
                .orElse(nanoCpu);
    }
}
