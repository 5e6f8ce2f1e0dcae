package io.plimsoll.autoscaler.simulation.cluster;

import io.plimsoll.autoscaler.decision.model.ObjectKey;
import io.plimsoll.autoscaler.decision.model.Pod.Phase;
import io.plimsoll.autoscaler.simulation.spec.HpaSpec;
import java.util.Collections;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;

/** What {@code kubectl get} would show now. */
public final class ClusterView {
    private final ClusterObjects objects;
    private final Deployments deployments;
    private final Demand demand;

    ClusterView(ClusterObjects objects, Deployments deployments, Demand demand) {
        this.objects = objects;
        this.deployments = deployments;
        this.demand = demand;
    }

    /**
     * @param wanted {@code spec.replicas}
     * @param pods those that are not on their way out
     * @param ready of them
     */
    public record Replicas(int wanted, int pods, int ready) {}

    /**
     * @param utilizationPercent what the last sync saw; empty while there are no metrics
     */
    public record HpaStatus(HpaSpec spec, Replicas target, OptionalInt utilizationPercent) {}

    /**
     * @param requestsPerSecond that clients mean to send
     * @param servedPerSecond of them, rounded down
     * @param latencyMillis mean time of a request that is served; empty where none is, and where
     *     requests queue up without bound
     */
    public record Flow(
            long requestsPerSecond,
            long servedPerSecond,
            OptionalDouble latencyMillis,
            CpuBalance cpu) {}

    /**
     * In thousandths of a CPU.
     *
     * @param usedMilli by a Deployment's pods, rounded up
     * @param thereMilli of the nodes that they run on
     */
    public record CpuBalance(long usedMilli, long thereMilli) {}

    /**
     * @param registered nodes
     * @param ready of them
     */
    public record NodeCount(int registered, int ready) {
        NodeCount plus(boolean isReady) {
            return new NodeCount(registered + 1, isReady ? ready + 1 : ready);
        }
    }

    public Replicas replicas(ObjectKey deployment) {
        List<SimulatedPod> pods =
                deployments.pods(deployment).stream().filter(SimulatedPod::isActive).toList();
        long ready = pods.stream().filter(SimulatedPod::isServing).count();
        return new Replicas(deployments.replicas(deployment), pods.size(), Math.toIntExact(ready));
    }

    public HpaStatus hpa(ObjectKey key) {
        HpaSpec spec = demand.autoscalers().spec(key);
        return new HpaStatus(
                spec, replicas(spec.target()), demand.autoscalers().utilizationPercent(key));
    }

    public long requestsPerSecond(ObjectKey deployment) {
        return demand.traffic().requestsPerSecond(deployment);
    }

    /** What becomes of the requests to a Deployment right now. */
    public Flow flow(ObjectKey deployment) {
        return demand.service().flow(deployment);
    }

    /** What the pods of each node use of it right now, in thousandths of a CPU, rounded up. */
    public SortedMap<String, Long> usedMilliByNode() {
        return demand.service().usedMilliByNode();
    }

    /** Phase Pending: unscheduled, or not started yet. */
    public List<ObjectKey> pending() {
        return objects.pods().stream()
                .filter(pod -> pod.isActive() && pod.pod().status().phase() == Phase.PENDING)
                .map(SimulatedPod::key)
                .toList();
    }

    /** Pods that the scheduler could not place. */
    public List<ObjectKey> unschedulable() {
        return objects.pods().stream()
                .filter(pod -> pod.isActive() && pod.pod().isUnschedulable())
                .map(SimulatedPod::key)
                .toList();
    }

    /** By node group; groups without a node are left out. */
    public SortedMap<String, NodeCount> nodes() {
        SortedMap<String, NodeCount> counts = new TreeMap<>();
        for (SimulatedNode node : objects.nodes()) {
            NodeCount before = counts.getOrDefault(node.nodeGroup(), new NodeCount(0, 0));
            counts.put(node.nodeGroup(), before.plus(node.node().isReady()));
        }
        return Collections.unmodifiableSortedMap(counts);
    }
}
