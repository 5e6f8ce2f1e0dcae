package io.plimsoll.autoscaler.decision.scheduling.filter;

import io.plimsoll.autoscaler.decision.model.Node;
import io.plimsoll.autoscaler.decision.model.NodeSelectorTerm;
import io.plimsoll.autoscaler.decision.model.Pod;
import io.plimsoll.autoscaler.decision.model.Requirement;
import io.plimsoll.autoscaler.decision.scheduling.node.NodeSlots;
import io.plimsoll.autoscaler.decision.scheduling.shape.NodeRule;
import io.plimsoll.autoscaler.decision.scheduling.shape.PodShape;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A node has the labels that the pod's node selector and required node affinity ask for.
 *
 * <p>Source: kubernetes 1.29, {@code
 * pkg/scheduler/framework/plugins/nodeaffinity/node_affinity.go}.
 */
final class NodeAffinity implements Filter {
    private static final Optional<String> REASON =
            Optional.of("node(s) didn't match Pod's node affinity/selector");

    private final NodeSlots nodes;

    NodeAffinity(NodeSlots nodes) {
        this.nodes = nodes;
    }

    @Override
    public Verdict.Plugin plugin() {
        return Verdict.Plugin.NODE_AFFINITY;
    }

    @Override
    public Optional<String> reject(PodShape pod, int slot) {
        return pod.nodeRule().selects(nodes, slot) ? Optional.empty() : REASON;
    }

    @Override
    public Obstacle.Figures figures(PodShape pod, int slot) {
        Node node = nodes.node(slot);
        Pod.NodePlacement placement = pod.constraints().node();
        List<Requirement> missed =
                new ArrayList<>(
                        placement.selector().entrySet().stream()
                                .map(wanted ->
                                        new Requirement(
                                                wanted.getKey(),
                                                Requirement.Operator.IN,
                                                List.of(wanted.getValue())))
                                .filter(wanted -> !wanted.matches(node.metadata().labels()))
                                .toList());
        placement
                .affinity()
                .filter(terms -> !NodeRule.matchesAny(terms, node))
                .ifPresent(terms -> missed.addAll(closest(terms, node)));
        if (missed.isEmpty()) {
            return Obstacle.Figures.NONE;
        }
        String asked = missed.stream().map(Requirement::toString).collect(Collectors.joining(", "));
        String has =
                missed.stream()
                        .map(Requirement::key)
                        .distinct()
                        .map(key -> has(node, key))
                        .collect(Collectors.joining(", "));
        return new Obstacle.Figures(
                "asks %s; the node has %s".formatted(asked, has),
                "the node has a label %s, or the pod does not ask for it".formatted(asked));
    }

    /** What the node lacks of the term of which it lacks least. */
    private static List<Requirement> closest(List<NodeSelectorTerm> terms, Node node) {
        return terms.stream()
                .map(term ->
                        Stream.concat(
                                        term.labels().stream()
                                                .filter(wanted ->
                                                        !wanted.matches(node.metadata().labels())),
                                        term.fields().stream()
                                                .filter(wanted ->
                                                        !wanted.matches(
                                                                Map.of(
                                                                        "metadata.name",
                                                                        node.name()))))
                                .toList())
                .min(Comparator.comparingInt(List::size))
                .orElse(List.of());
    }

    private static String has(Node node, String key) {
        String value = node.metadata().labels().get(key);
        return value == null ? "no " + key : key + "=" + value;
    }
}
