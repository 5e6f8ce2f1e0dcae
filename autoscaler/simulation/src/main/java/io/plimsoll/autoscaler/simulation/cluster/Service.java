package io.plimsoll.autoscaler.simulation.cluster;

import io.plimsoll.autoscaler.decision.model.ObjectKey;
import io.plimsoll.autoscaler.simulation.cluster.ClusterView.Flow;
import io.plimsoll.autoscaler.simulation.cluster.CpuShares.Claim;
import io.plimsoll.autoscaler.simulation.cluster.CpuUse.PodUse;
import io.plimsoll.autoscaler.simulation.spec.TrafficSpec;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;

/** What becomes of the requests to a Deployment, as {@link TrafficSpec} says. */
final class Service {
    private static final double NANOS_PER_MILLI = 1e6;
    private static final double MILLIS_PER_SECOND = 1e3;
    private static final long NANOS_PER_MILLI_CPU = 1_000_000;

    private final Traffic traffic;
    private final Deployments deployments;
    private final CpuUse use;

    Service(Traffic traffic, Deployments deployments, CpuUse use) {
        this.traffic = traffic;
        this.deployments = deployments;
        this.use = use;
    }

    Flow flow(ObjectKey deployment) {
        SortedMap<ObjectKey, PodUse> all = use.now();
        List<PodUse> pods =
                deployments.pods(deployment).stream()
                        .flatMap(pod -> Optional.ofNullable(all.get(pod.key())).stream())
                        .toList();
        return new Flow(
                traffic.requestsPerSecond(deployment),
                served(deployment, pods),
                latencyMillis(deployment, pods, CpuUse.claims(all)),
                new ClusterView.CpuBalance(
                        Math.ceilDiv(
                                pods.stream().mapToLong(PodUse::used).sum(), NANOS_PER_MILLI_CPU),
                        pods.stream()
                                        .flatMap(pod -> pod.node().stream())
                                        .distinct()
                                        .mapToLong(use::capacity)
                                        .sum()
                                / NANOS_PER_MILLI_CPU));
    }

    /** In thousandths of a CPU, rounded up, by node. */
    SortedMap<String, Long> usedMilliByNode() {
        SortedMap<String, Long> nanos = new TreeMap<>();
        for (PodUse pod : use.now().values()) {
            pod.node().ifPresent(node -> nanos.merge(node, pod.used(), Long::sum));
        }
        nanos.replaceAll((_, used) -> Math.ceilDiv(used, NANOS_PER_MILLI_CPU));
        return nanos;
    }

    private long served(ObjectKey deployment, List<PodUse> pods) {
        long cpu = pods.stream().mapToLong(PodUse::servingRequests).sum();
        long cost = traffic.cpuPerRequest(deployment).toNanos();
        if (cpu == 0 || cost == 0) {
            return 0;
        }
        return pods.stream().allMatch(PodUse::servesAll)
                ? traffic.requestsPerSecond(deployment)
                : cpu / cost;
    }

    /** The mean over the requests that are served. */
    private OptionalDouble latencyMillis(
            ObjectKey deployment, List<PodUse> pods, SortedMap<String, List<Claim>> onNodes) {
        long cost = traffic.cpuPerRequest(deployment).toNanos();
        long serving = pods.stream().filter(pod -> pod.wants().forRequests() > 0).count();
        double weighted = 0;
        double served = 0;
        for (PodUse pod : pods) {
            if (pod.servingRequests() > 0) {
                double perSecond = (double) pod.servingRequests() / cost;
                double most =
                        traffic.connections(deployment).isPresent()
                                ? traffic.connections(deployment).getAsLong()
                                        * MILLIS_PER_SECOND
                                        / serving
                                        / perSecond
                                : Double.POSITIVE_INFINITY;
                weighted += perSecond * Math.min(most, alone(pod, onNodes, cost));
                served += perSecond;
            }
        }
        return served == 0 || Double.isInfinite(weighted)
                ? OptionalDouble.empty()
                : OptionalDouble.of(weighted / served);
    }

    /** Of a pod that takes what comes, however many wait. */
    private double alone(PodUse pod, SortedMap<String, List<Claim>> onNodes, long cost) {
        double busy = pod.servesAll() ? (double) pod.used() / use.available(pod, onNodes) : 1;
        return cost / NANOS_PER_MILLI / Math.max(0, 1 - busy);
    }
}
