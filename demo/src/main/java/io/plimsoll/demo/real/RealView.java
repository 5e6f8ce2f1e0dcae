package io.plimsoll.demo.real;

import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.autoscaling.v2.MetricStatus;
import io.plimsoll.autoscaler.decision.model.ObjectKey;
import io.plimsoll.autoscaler.simulation.cluster.ClusterView;
import io.plimsoll.autoscaler.simulation.spec.HpaSpec;
import io.plimsoll.environment.ec2.NodeLabels;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;

/** A scene as a story looks at it. It knows of one HPA and its Deployment. */
record RealView(Scene scene, HpaSpec spec, Load load) implements ClusterView {

    @Override
    public Replicas replicas(ObjectKey deployment) {
        List<Pod> pods = scene.kongPods();
        Integer wanted = scene.kong().getSpec().getReplicas();
        return new Replicas(
                Objects.requireNonNullElse(wanted, 1),
                pods.size(),
                Math.toIntExact(pods.stream().filter(Scene::isReady).count()));
    }

    @Override
    public HpaStatus hpa(ObjectKey key) {
        return new HpaStatus(
                spec.withMax(scene.hpa().getSpec().getMaxReplicas()),
                replicas(spec.target()),
                utilization(scene));
    }

    static OptionalInt utilization(Scene scene) {
        if (scene.hpa().getStatus() == null
                || scene.hpa().getStatus().getCurrentMetrics() == null) {
            return OptionalInt.empty();
        }
        return scene.hpa().getStatus().getCurrentMetrics().stream()
                .map(MetricStatus::getResource)
                .filter(Objects::nonNull)
                .map(resource -> resource.getCurrent().getAverageUtilization())
                .filter(Objects::nonNull)
                .mapToInt(Integer::intValue)
                .findFirst();
    }

    @Override
    public long requestsPerSecond(ObjectKey deployment) {
        return load.requestsPerSecond();
    }

    @Override
    public Flow flow(ObjectKey deployment) {
        return load.flow();
    }

    @Override
    public SortedMap<String, Long> usedMilliByNode() {
        return load.usedMilliByNode();
    }

    @Override
    public List<ObjectKey> pending() {
        return scene.pods().stream()
                .filter(pod -> "Pending".equals(pod.getStatus().getPhase()))
                .filter(pod -> pod.getMetadata().getDeletionTimestamp() == null)
                .map(Scene::key)
                .toList();
    }

    @Override
    public List<ObjectKey> unschedulable() {
        return scene.pods().stream().filter(Scene::isUnschedulable).map(Scene::key).toList();
    }

    @Override
    public SortedMap<String, NodeCount> nodes() {
        SortedMap<String, NodeCount> counts = new TreeMap<>();
        for (Node node : scene.nodes()) {
            groupOf(node)
                    .ifPresent(group -> {
                        NodeCount before = counts.getOrDefault(group, new NodeCount(0, 0));
                        counts.put(
                                group,
                                new NodeCount(
                                        before.registered() + 1,
                                        before.ready() + (Scene.isReady(node) ? 1 : 0)));
                    });
        }
        return Collections.unmodifiableSortedMap(counts);
    }

    static Optional<String> groupOf(Node node) {
        return Optional.ofNullable(node.getMetadata().getLabels().get(NodeLabels.NODE_GROUP));
    }
}
