package io.plimsoll.autoscaler.simulation.cluster;

import io.plimsoll.autoscaler.decision.model.ObjectKey;
import io.plimsoll.autoscaler.decision.model.Pod.Phase;
import io.plimsoll.autoscaler.simulation.spec.HpaSpec;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** The same of a simulated cluster. */
final class SimulatedView implements ClusterView {
    private final ClusterObjects objects;
    private final Deployments deployments;
    private final Demand demand;

    SimulatedView(ClusterObjects objects, Deployments deployments, Demand demand) {
        this.objects = objects;
        this.deployments = deployments;
        this.demand = demand;
    }

    @Override
    public Replicas replicas(ObjectKey deployment) {
        List<SimulatedPod> pods =
                deployments.pods(deployment).stream().filter(SimulatedPod::isActive).toList();
        long ready = pods.stream().filter(SimulatedPod::isServing).count();
        return new Replicas(deployments.replicas(deployment), pods.size(), Math.toIntExact(ready));
    }

    @Override
    public HpaStatus hpa(ObjectKey key) {
        HpaSpec spec = demand.autoscalers().spec(key);
        return new HpaStatus(
                spec, replicas(spec.target()), demand.autoscalers().utilizationPercent(key));
    }

    @Override
    public long requestsPerSecond(ObjectKey deployment) {
        return demand.traffic().requestsPerSecond(deployment);
    }

    @Override
    public Flow flow(ObjectKey deployment) {
        return demand.service().flow(deployment);
    }

    @Override
    public SortedMap<String, Long> usedMilliByNode() {
        return demand.service().usedMilliByNode();
    }

    @Override
    public List<ObjectKey> pending() {
        return objects.pods().stream()
                .filter(pod -> pod.isActive() && pod.pod().status().phase() == Phase.PENDING)
                .map(SimulatedPod::key)
                .toList();
    }

    @Override
    public List<ObjectKey> unschedulable() {
        return objects.pods().stream()
                .filter(pod -> pod.isActive() && pod.pod().isUnschedulable())
                .map(SimulatedPod::key)
                .toList();
    }

    @Override
    public SortedMap<String, NodeCount> nodes() {
        SortedMap<String, NodeCount> counts = new TreeMap<>();
        for (SimulatedNode node : objects.nodes()) {
            NodeCount before = counts.getOrDefault(node.nodeGroup(), new NodeCount(0, 0));
            counts.put(node.nodeGroup(), before.plus(node.node().isReady()));
        }
        return Collections.unmodifiableSortedMap(counts);
    }
}
