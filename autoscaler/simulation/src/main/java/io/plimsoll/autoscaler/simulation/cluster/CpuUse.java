package io.plimsoll.autoscaler.simulation.cluster;

import io.plimsoll.autoscaler.decision.model.ObjectKey;
import io.plimsoll.autoscaler.simulation.cluster.CpuShares.Claim;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What the pods of Deployments use of their nodes at this moment. A pod wants what it needs when
 * idle and its part of the requests; it gets no more than its ceiling and than its share of the
 * node ({@link CpuShares}). Pods of other kinds use nothing. All amounts are in billionths of a
 * CPU.
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

    /**
     * @param idle without requests
     * @param forRequests beside that
     * @param ceiling of what it can use, whatever its node has
     */
    record Wants(long idle, long forRequests, long ceiling) {
        long all() {
            return Math.min(ceiling, idle + forRequests);
        }
    }

    /**
     * @param claim on its node
     * @param used what it gets
     */
    record PodUse(Optional<String> node, Claim claim, Wants wants, long used) {
        /** Of what it gets, what its requests get. */
        long servingRequests() {
            return Math.clamp(used - wants.idle(), 0, wants.forRequests());
        }

        boolean servesAll() {
            return servingRequests() == wants.forRequests();
        }
    }

    /** By pod; those that do not run use nothing and are left out. */
    SortedMap<ObjectKey, PodUse> now() {
        SortedMap<ObjectKey, PodUse> uses = new TreeMap<>();
        for (ObjectKey deployment : deployments.keys()) {
            long idle = deployments.spec(deployment).idleMilliCpu() * NANOS_PER_MILLI;
            long part = traffic.nanoCpuForEachPod(deployment);
            for (SimulatedPod pod : deployments.pods(deployment)) {
                if (pod.isRunning()) {
                    Wants wants = new Wants(idle, pod.isServing() ? part : 0, ceiling(pod));
                    uses.put(pod.key(), alone(pod, wants));
                }
            }
        }
        claims(uses)
                .forEach((node, claims) ->
                        CpuShares.of(capacity(node), claims)
                                .forEach((pod, used) ->
                                        uses.computeIfPresent(pod, (_, use) -> with(use, used))));
        return Collections.unmodifiableSortedMap(uses);
    }

    /**
     * What the pod could use if it wanted all that it can get.
     *
     * @param onNodes what each node's pods want, as {@link #claims} says
     */
    long available(PodUse use, SortedMap<String, List<Claim>> onNodes) {
        if (use.node().isEmpty()) {
            return use.wants().ceiling();
        }
        long capacity = capacity(use.node().get());
        List<Claim> claims =
                onNodes.getOrDefault(use.node().get(), List.of()).stream()
                        .map(claim ->
                                claim.equals(use.claim())
                                        ? claim.of(Math.min(use.wants().ceiling(), capacity))
                                        : claim)
                        .toList();
        return CpuShares.of(capacity, claims).getOrDefault(use.claim().pod(), 0L);
    }

    /** vCPUs of a node; none of one that is gone. */
    long capacity(String node) {
        return objects.node(node)
                .map(there -> there.node().status().capacity().milliCpu() * NANOS_PER_MILLI)
                .orElse(0L);
    }

    /** By node. */
    static SortedMap<String, List<Claim>> claims(SortedMap<ObjectKey, PodUse> uses) {
        SortedMap<String, List<Claim>> claims = new TreeMap<>();
        uses.values()
                .forEach(use ->
                        use.node()
                                .ifPresent(node ->
                                        claims.computeIfAbsent(node, _ -> new ArrayList<>())
                                                .add(use.claim())));
        return claims;
    }

    private static long ceiling(SimulatedPod pod) {
        return pod.origin().template().cpuLimitMilli().stream()
                .map(milli -> milli * NANOS_PER_MILLI)
                .findFirst()
                .orElse(Long.MAX_VALUE);
    }

    private static PodUse alone(SimulatedPod pod, Wants wants) {
        long request = pod.pod().spec().containerRequests().milliCpu();
        return new PodUse(
                pod.node(), new Claim(pod.key(), request, wants.all()), wants, wants.all());
    }

    private static PodUse with(PodUse alone, long used) {
        return new PodUse(alone.node(), alone.claim(), alone.wants(), used);
    }
}
