package io.plimsoll.autoscaler.simulation.cluster;

import io.plimsoll.autoscaler.decision.model.ObjectKey;
import io.plimsoll.autoscaler.simulation.clock.VirtualClock;
import io.plimsoll.autoscaler.simulation.event.EventLog;
import io.plimsoll.autoscaler.simulation.event.WorldEvent;
import io.plimsoll.autoscaler.simulation.spec.TrafficSpec;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;

/** Requests on their way to Deployments, and the CPU that they want ({@link TrafficSpec}). */
final class Traffic {
    private final VirtualClock clock;
    private final EventLog journal;
    private final Deployments deployments;
    private final Jobs jobs;
    private final SortedMap<ObjectKey, TrafficSpec> costs = new TreeMap<>();
    private final SortedMap<ObjectKey, Long> direct = new TreeMap<>();
    private final SortedMap<ObjectKey, Long> told = new TreeMap<>();

    Traffic(
            VirtualClock clock,
            EventLog journal,
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

    /** That the requests may wait on; empty where somebody sends without waiting for answers. */
    OptionalLong connections(ObjectKey deployment) {
        return direct.getOrDefault(deployment, 0L) == 0
                ? jobs.connections(deployment)
                : OptionalLong.empty();
    }

    /** CPU time of one request; nothing where no cost is known. */
    Duration cpuPerRequest(ObjectKey deployment) {
        TrafficSpec cost = costs.get(deployment);
        return cost == null ? Duration.ZERO : cost.cpuPerRequest();
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

    /** What the requests want of each ready pod, in billionths of a CPU. */
    long nanoCpuForEachPod(ObjectKey deployment) {
        long serving =
                deployments.pods(deployment).stream().filter(SimulatedPod::isServing).count();
        return serving == 0
                ? 0
                : requestsPerSecond(deployment) * cpuPerRequest(deployment).toNanos() / serving;
    }
}
