package io.plimsoll.autoscaler.engine.actuation;

import io.plimsoll.autoscaler.decision.model.Node;
import io.plimsoll.autoscaler.decision.model.NodeGroup;
import io.plimsoll.autoscaler.decision.model.NodeGroup.Instance;
import io.plimsoll.autoscaler.decision.model.NodeGroup.Lifecycle;
import io.plimsoll.autoscaler.decision.model.Pod;
import io.plimsoll.autoscaler.decision.question.Observation;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** An observation, looked up by name, as far as some nodes are concerned. */
final class Surroundings {
    private final Map<String, Node> nodes = new HashMap<>();
    private final Map<String, NodeGroup> groups = new HashMap<>();
    private final Map<String, List<Pod>> pods;

    Surroundings(Observation observation, Set<String> podsOf) {
        observation.cluster().nodes().forEach(node -> nodes.put(node.name(), node));
        observation.nodeGroups().forEach(group -> groups.put(group.name(), group));
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

    /** Neither ending nor gone, as far as the cloud says. */
    boolean isLive(Removal removal) {
        return group(removal.deletion().nodeGroup()).stream()
                .flatMap(group -> group.instances().stream())
                .anyMatch(instance ->
                        instance.id().equals(removal.target().instance().id())
                                && instance.lifecycle() != Lifecycle.TERMINATING);
    }
}
