package io.plimsoll.autoscaler.app.top;

import io.plimsoll.autoscaler.app.top.TopDocument.NodeRow;
import io.plimsoll.autoscaler.app.top.TopDocument.PodRow;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;

/**
 * Which rows are shown, and in which order.
 *
 * @param order of nodes within their group
 * @param filter what name, group or reason must contain; empty for all
 */
record Selection(Order order, String filter) {

    enum Order {
        node,
        asked,
        used,
        age,
        verdict;

        /** The first after the last. */
        Order next() {
            return switch (this) {
                case node -> asked;
                case asked -> used;
                case used -> age;
                case age -> verdict;
                case verdict -> node;
            };
        }
    }

    TopDocument of(TopDocument all) {
        List<NodeRow> nodes =
                all.nodes().stream().filter(this::isWanted).sorted(comparator()).toList();
        Set<String> shown = nodes.stream().map(NodeRow::nodeGroup).collect(Collectors.toSet());
        return new TopDocument(
                all.apiVersion(),
                all.kind(),
                all.time(),
                all.nodeGroups().stream()
                        .filter(group ->
                                group.name().contains(filter) || shown.contains(group.name()))
                        .toList(),
                nodes,
                all.pendingPods().stream().filter(this::isWanted).toList());
    }

    private boolean isWanted(NodeRow node) {
        return node.node().contains(filter)
                || node.nodeGroup().contains(filter)
                || node.reason().filter(reason -> reason.contains(filter)).isPresent();
    }

    private boolean isWanted(PodRow pod) {
        return pod.pod().contains(filter)
                || pod.nearest().filter(group -> group.contains(filter)).isPresent();
    }

    private Comparator<NodeRow> comparator() {
        Comparator<NodeRow> byName = Comparator.comparing(NodeRow::node);
        return switch (order) {
            case node -> byName;
            case asked -> mostFirst(row -> row.asked().cpu()).thenComparing(byName);
            case used ->
                    mostFirst(row -> row.used().map(TopDocument.Share::cpu).orElse(-1))
                            .thenComparing(byName);
            case age -> Comparator.comparingLong(NodeRow::ageSeconds).thenComparing(byName);
            case verdict ->
                    Comparator.comparing((NodeRow row) -> row.reason().orElse(""))
                            .thenComparing(byName);
        };
    }

    private static Comparator<NodeRow> mostFirst(ToIntFunction<NodeRow> share) {
        return Comparator.comparingInt(share).reversed();
    }
}
