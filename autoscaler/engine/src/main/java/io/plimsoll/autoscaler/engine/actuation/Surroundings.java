package io.plimsoll.autoscaler.engine.actuation;

import io.plimsoll.autoscaler.decision.model.ClusterView.Unreadable;
import io.plimsoll.autoscaler.decision.model.Node;
import io.plimsoll.autoscaler.decision.model.NodeGroup;
import io.plimsoll.autoscaler.decision.model.NodeGroup.Instance;
import io.plimsoll.autoscaler.decision.model.NodeGroup.Lifecycle;
import io.plimsoll.autoscaler.decision.model.ObjectKey;
import io.plimsoll.autoscaler.decision.model.Pod;
import io.plimsoll.autoscaler.decision.question.Observation;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** An observation, looked up by name, as far as some nodes are concerned. */
final class Surroundings {
    private final Map<String, Node> nodes = new HashMap<>();
    private final Map<String, NodeGroup> groups = new HashMap<>();
    private final Map<String, List<Pod>> pods;
    private final Map<String, Unreadable> unreadable = new HashMap<>();

    Surroundings(Observation observation, Set<String> podsOf) {
        observation.cluster().nodes().forEach(node -> nodes.put(node.name(), node));
        observation.nodeGroups().forEach(group -> groups.put(group.name(), group));
        observation
                .cluster()
                .view()
                .unreadable()
                .forEach(object ->
                        object.holds().node().ifPresent(node -> unreadable.put(node, object)));
        pods =
                podsOf.isEmpty()
                        ? Map.of()
                        : observation.cluster().pods().stream()
                                .filter(pod ->
                                        pod.spec().nodeName().filter(podsOf::contains).isPresent())
                                .collect(
                                        Collectors.groupingBy(
                                                pod -> pod.spec().nodeName().orElseThrow()));
    }

    /** What could not be understood of a node: a pod on it, or the node itself. */
    Optional<Unreadable> unreadable(String node) {
        return Optional.ofNullable(unreadable.get(node));
    }

    Optional<Node> node(String name) {
        return Optional.ofNullable(nodes.get(name));
    }

    Optional<NodeGroup> group(String name) {
        return Optional.ofNullable(groups.get(name));
    }

    List<Pod> podsOn(String node) {
        return pods.getOrDefault(node, List.of());
    }

    Optional<Instance> instanceOf(Node node, NodeGroup group) {
        return group.instances().stream()
                .filter(instance -> instance.providerId().equals(node.spec().providerId()))
                .findFirst();
    }

    SortedMap<ObjectKey, String> uidsOn(String node) {
        SortedMap<ObjectKey, String> uids = new TreeMap<>();
        podsOn(node).forEach(pod -> uids.put(pod.key(), pod.metadata().uid()));
        return uids;
    }

    /** The instance is there and not ending, as far as the cloud says. */
    boolean isLive(Removal removal) {
        return lifecycle(removal).filter(state -> state != Lifecycle.TERMINATING).isPresent();
    }

    boolean isEnding(Removal removal) {
        return lifecycle(removal).filter(state -> state == Lifecycle.TERMINATING).isPresent();
    }

    /** Neither the cloud nor the cluster knows of it any more. */
    boolean isGone(Removal removal) {
        return lifecycle(removal).isEmpty() && node(removal.node()).isEmpty();
    }

    /** How many instances of a group count against its minimum. */
    long wantedAndThere(String group) {
        return group(group).stream()
                .mapToLong(found ->
                        Math.min(
                                found.size().target(),
                                found.instances().stream()
                                        .filter(instance ->
                                                instance.lifecycle() != Lifecycle.TERMINATING)
                                        .count()))
                .sum();
    }

    int minimum(String group) {
        return group(group).map(found -> found.size().min()).orElse(0);
    }

    private Optional<Lifecycle> lifecycle(Removal removal) {
        return group(removal.action().nodeGroup()).stream()
                .flatMap(group -> group.instances().stream())
                .filter(instance -> instance.id().equals(removal.target().instance().id()))
                .map(Instance::lifecycle)
                .findFirst();
    }
}
