package io.plimsoll.autoscaler.simulation.cluster;

import io.plimsoll.autoscaler.decision.model.ObjectKey;
import io.plimsoll.autoscaler.simulation.cluster.ClusterView.CpuBalance;
import io.plimsoll.autoscaler.simulation.cluster.ClusterView.Flow;
import io.plimsoll.autoscaler.simulation.cluster.CpuShares.Claim;
import io.plimsoll.autoscaler.simulation.spec.TrafficSpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.ToLongFunction;

/**
 * What running pods use of their nodes at a moment, and what becomes of the requests to them, as
 * {@link TrafficSpec} says. A pod wants what it needs when idle and its part of the requests; it
 * gets no more than its ceiling and than its share of the node ({@link CpuShares}). All amounts are
 * in billionths of a CPU where their names say nothing else.
 */
public final class Serving {
    private static final double NANOS_PER_MILLI = 1e6;
    private static final double MILLIS_PER_SECOND = 1e3;
    private static final long NANOS_PER_MILLI_CPU = 1_000_000;

    private final ToLongFunction<String> capacity;
    private final SortedMap<ObjectKey, PodUse> uses = new TreeMap<>();
    private final SortedMap<String, List<Claim>> onNodes = new TreeMap<>();

    /**
     * A pod whose containers run.
     *
     * @param requestMilliCpu of its containers
     */
    public record Runner(ObjectKey pod, Optional<String> node, long requestMilliCpu, Wants wants) {}

    /**
     * @param idle without requests
     * @param forRequests beside that
     * @param ceiling of what it can use, whatever its node has
     */
    public record Wants(long idle, long forRequests, long ceiling) {
        long all() {
            return Math.min(ceiling, idle + forRequests);
        }
    }

    /**
     * @param claim on its node
     * @param used what it gets
     */
    public record PodUse(Optional<String> node, Claim claim, Wants wants, long used) {
        /** Of what it gets, what its requests get. */
        long servingRequests() {
            return Math.clamp(used - wants.idle(), 0, wants.forRequests());
        }

        boolean servesAll() {
            return servingRequests() == wants.forRequests();
        }
    }

    /**
     * Requests to pods.
     *
     * @param connections that wait for answers; empty where somebody sends without waiting
     */
    public record Asked(long requestsPerSecond, Duration cpuPerRequest, OptionalLong connections) {}

    /**
     * @param runners all pods that share nodes, whatever they serve
     * @param capacity vCPUs of a node, by its name; 0 of one that is gone
     */
    public Serving(List<Runner> runners, ToLongFunction<String> capacity) {
        this.capacity = capacity;
        for (Runner runner : runners) {
            Claim claim = new Claim(runner.pod(), runner.requestMilliCpu(), runner.wants().all());
            uses.put(
                    runner.pod(),
                    new PodUse(runner.node(), claim, runner.wants(), runner.wants().all()));
        }
        for (PodUse use : uses.values()) {
            use.node()
                    .ifPresent(node ->
                            onNodes.computeIfAbsent(node, _ -> new ArrayList<>()).add(use.claim()));
        }
        onNodes.forEach((node, claims) ->
                CpuShares.of(capacity.applyAsLong(node), claims)
                        .forEach((pod, used) ->
                                uses.computeIfPresent(pod, (_, use) -> with(use, used))));
    }

    private static PodUse with(PodUse alone, long used) {
        return new PodUse(alone.node(), alone.claim(), alone.wants(), used);
    }

    /** By pod. */
    public SortedMap<ObjectKey, PodUse> uses() {
        return Collections.unmodifiableSortedMap(uses);
    }

    /** In thousandths of a CPU, rounded up, by node. */
    public SortedMap<String, Long> usedMilliByNode() {
        SortedMap<String, Long> nanos = new TreeMap<>();
        for (PodUse pod : uses.values()) {
            pod.node().ifPresent(node -> nanos.merge(node, pod.used(), Long::sum));
        }
        nanos.replaceAll((_, used) -> Math.ceilDiv(used, NANOS_PER_MILLI_CPU));
        return nanos;
    }

    /**
     * What becomes of requests.
     *
     * @param served the pods that they go to, as far as they run
     */
    public Flow flow(List<ObjectKey> served, Asked asked) {
        List<PodUse> pods =
                served.stream()
                        .flatMap(pod -> Optional.ofNullable(uses.get(pod)).stream())
                        .toList();
        return new Flow(
                asked.requestsPerSecond(),
                served(pods, asked),
                latencyMillis(pods, asked),
                new CpuBalance(
                        Math.ceilDiv(
                                pods.stream().mapToLong(PodUse::used).sum(), NANOS_PER_MILLI_CPU),
                        pods.stream()
                                        .flatMap(pod -> pod.node().stream())
                                        .distinct()
                                        .mapToLong(capacity)
                                        .sum()
                                / NANOS_PER_MILLI_CPU));
    }

    private static long served(List<PodUse> pods, Asked asked) {
        long cpu = pods.stream().mapToLong(PodUse::servingRequests).sum();
        long cost = asked.cpuPerRequest().toNanos();
        if (cpu == 0 || cost == 0) {
            return 0;
        }
        return pods.stream().allMatch(PodUse::servesAll) ? asked.requestsPerSecond() : cpu / cost;
    }

    /** The mean over the requests that are served. */
    private OptionalDouble latencyMillis(List<PodUse> pods, Asked asked) {
        long cost = asked.cpuPerRequest().toNanos();
        long serving = pods.stream().filter(pod -> pod.wants().forRequests() > 0).count();
        double weighted = 0;
        double served = 0;
        for (PodUse pod : pods) {
            if (pod.servingRequests() > 0) {
                double perSecond = (double) pod.servingRequests() / cost;
                double most =
                        asked.connections().isPresent()
                                ? asked.connections().getAsLong()
                                        * MILLIS_PER_SECOND
                                        / serving
                                        / perSecond
                                : Double.POSITIVE_INFINITY;
                weighted += perSecond * Math.min(most, alone(pod, cost));
                served += perSecond;
            }
        }
        return served == 0 || Double.isInfinite(weighted)
                ? OptionalDouble.empty()
                : OptionalDouble.of(weighted / served);
    }

    /** Of a pod that takes what comes, however many wait. */
    private double alone(PodUse pod, long cost) {
        double busy = pod.servesAll() ? (double) pod.used() / available(pod) : 1;
        return cost / NANOS_PER_MILLI / Math.max(0, 1 - busy);
    }

    /** What the pod could use if it wanted all that it can get. */
    private long available(PodUse use) {
        if (use.node().isEmpty()) {
            return use.wants().ceiling();
        }
        long there = capacity.applyAsLong(use.node().get());
        List<Claim> claims =
                onNodes.getOrDefault(use.node().get(), List.of()).stream()
                        .map(claim ->
                                claim.equals(use.claim())
                                        ? claim.of(Math.min(use.wants().ceiling(), there))
                                        : claim)
                        .toList();
        return CpuShares.of(there, claims).getOrDefault(use.claim().pod(), 0L);
    }
}
