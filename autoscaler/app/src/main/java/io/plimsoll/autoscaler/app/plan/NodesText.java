package io.plimsoll.autoscaler.app.plan;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Nodes as scale-down sees them; those that go first, those that stay for one reason together. */
public final class NodesText {

    private NodesText() {}

    private record Alike(String group, String verdict, String reason, String why) {}

    public static void of(List<NodeEntry> nodes, Lines lines) {
        if (nodes.isEmpty()) {
            lines.blank().add(0, "No node was looked at for scale-down.");
            return;
        }
        lines.blank().add(0, "Nodes");
        Stream.of(
                        nodes.stream().filter(NodeEntry::isRemoved),
                        nodes.stream()
                                .filter(node -> node.podsMoveTo().isPresent())
                                .filter(node -> !node.isRemoved()),
                        nodes.stream().filter(node -> node.podsMoveTo().isEmpty()))
                .forEach(kind -> tell(kind.toList(), lines));
    }

    static void tell(List<NodeEntry> nodes, Lines lines) {
        Map<Alike, List<NodeEntry>> groups = new LinkedHashMap<>();
        for (NodeEntry node : nodes) {
            Alike alike =
                    new Alike(
                            node.nodeGroup().map(name -> " of " + name).orElse(""),
                            node.verdict(),
                            reason(node),
                            node.why().orElse(""));
            groups.computeIfAbsent(alike, _ -> new ArrayList<>()).add(node);
        }
        groups.forEach((alike, members) -> {
            NodeEntry first = members.getFirst();
            String sign = first.isRemoved() ? "- " : first.podsMoveTo().isPresent() ? "~ " : "";
            String who =
                    members.size() == 1
                            ? "%s%s%s".formatted(first.node(), alike.group(), use(members))
                            : "%d nodes%s%s".formatted(members.size(), alike.group(), use(members));
            lines.add(sign.isEmpty() ? 4 : 2, "%s%s: %s".formatted(sign, who, alike.reason()));
            if (members.size() > 1) {
                lines.add(6, PlanText.some(members.stream().map(NodeEntry::node).toList()));
            }
            if (!alike.why().isEmpty()) {
                lines.add(6, alike.why());
            }
        });
    }

    private static String reason(NodeEntry node) {
        if (node.isRemoved()) {
            int pods = node.podsMoveTo().map(Map::size).orElse(0);
            return pods == 0
                    ? "removed now, empty"
                    : "removed now, %s".formatted(PlanText.count(pods, "pod") + " to move");
        }
        String reason = node.reason().orElse("");
        String blocked =
                node.blockingPod()
                        .map(pod ->
                                "%s: %s (%s)"
                                        .formatted(reason, pod, node.blockingReason().orElse("")))
                        .orElse(reason);
        if (node.isReplaced()) {
            return "replaced, not yet: " + blocked;
        }
        return node.podsMoveTo().isPresent() ? "unneeded, kept: " + blocked : blocked;
    }

    private static String use(List<NodeEntry> nodes) {
        List<Integer> percent =
                nodes.stream()
                        .flatMap(node -> node.utilization().stream())
                        .map(share -> share.movePointRight(2).intValue())
                        .sorted()
                        .toList();
        if (percent.isEmpty()) {
            return "";
        }
        return percent.getFirst().equals(percent.getLast())
                ? ", %d %% used".formatted(percent.getFirst())
                : ", %d to %d %% used".formatted(percent.getFirst(), percent.getLast());
    }
}
