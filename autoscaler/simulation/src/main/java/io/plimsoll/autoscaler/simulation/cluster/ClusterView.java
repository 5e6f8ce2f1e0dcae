package io.plimsoll.autoscaler.simulation.cluster;

import io.plimsoll.autoscaler.decision.model.ObjectKey;
import io.plimsoll.autoscaler.decision.model.Pod.Phase;
import io.plimsoll.autoscaler.simulation.spec.HpaSpec;
import java.util.Collections;
import java.util.List;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;

/** What {@code kubectl get} would show now. */
public final class ClusterView {
    private final ClusterObjects objects;
    private final Deployments deployments;
    private final Traffic traffic;
    private final HpaController autoscalers;

    ClusterView(
            ClusterObjects objects,
            Deployments deployments,
            Traffic traffic,
            HpaController autoscalers) {
        this.objects = objects;
        this.deployments = deployments;
        this.traffic = traffic;
        this.autoscalers = autoscalers;
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
        HpaSpec spec = autoscalers.spec(key);
        return new HpaStatus(spec, replicas(spec.target()), autoscalers.utilizationPercent(key));
    }

    public long requestsPerSecond(ObjectKey deployment) {
        return traffic.requestsPerSecond(deployment);
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
