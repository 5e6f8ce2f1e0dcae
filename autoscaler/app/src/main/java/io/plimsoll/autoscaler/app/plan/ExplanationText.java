package io.plimsoll.autoscaler.app.plan;

import io.plimsoll.autoscaler.app.plan.Explanation.GroupHelp;
import io.plimsoll.autoscaler.app.plan.Explanation.Obstacle;
import java.util.List;

/** An explanation as people read it. */
public final class ExplanationText {

    private ExplanationText() {}

    public static String of(Explanation explanation) {
        Lines lines = new Lines();
        explanation.pod().ifPresent(pod -> pod(pod, explanation, lines));
        explanation.node().ifPresent(node -> node(node, explanation.time(), lines));
        if (explanation.pod().isEmpty() && explanation.node().isEmpty()) {
            lines.add(0, "Scale-down at %s, closest to going first".formatted(explanation.time()));
            NodesText.of(explanation.scaleDown(), lines);
        }
        return lines.toString();
    }

    private static void pod(PodEntry pod, Explanation explanation, Lines lines) {
        lines.add(
                0,
                "Pod %s%s at %s: %s"
                        .formatted(
                                pod.pod(),
                                pod.controller().map(" (%s)"::formatted).orElse(""),
                                explanation.time(),
                                outcome(pod)));
        pod.why().ifPresent(why -> lines.add(2, why));
        if (explanation.groups().isEmpty()) {
            lines.blank().add(0, "There is no node group.");
            return;
        }
        lines.blank().add(0, "Node groups, closest first");
        explanation.groups().forEach(group -> group(group, lines));
    }

    private static String outcome(PodEntry pod) {
        return switch (pod.outcome()) {
            case "FitsExistingNode" -> {
                String node = pod.node().orElse("a node");
                yield pod.ordered().orElse(false)
                        ? "fits on %s, which has not come yet".formatted(PodsText.ordered(node))
                        : "fits on node " + node;
            }
            case "TriggersScaleUp" ->
                    "a new node of %s is ordered for it".formatted(pod.nodeGroup().orElse("?"));
            case "Unschedulable" -> "no node group helps";
            case "AwaitsEvaluation" -> "waits for a later loop";
            default -> "is ignored";
        };
    }

    private static void group(GroupHelp group, Lines lines) {
        if (group.helps()) {
            lines.add(2, "+ %s: a new node would take it".formatted(group.nodeGroup()));
            return;
        }
        lines.add(2, "! " + group.nodeGroup());
        for (Obstacle obstacle : group.obstacles()) {
            lines.add(
                    6,
                    "%s: %s"
                            .formatted(
                                    obstacle.plugin(),
                                    obstacle.found().isEmpty()
                                            ? obstacle.reason()
                                            : obstacle.found()));
            if (!obstacle.change().isEmpty()) {
                lines.add(8, "would help: " + obstacle.change());
            }
        }
    }

    private static void node(NodeEntry node, String time, Lines lines) {
        lines.add(0, "Node %s at %s".formatted(node.node(), time));
        NodesText.tell(List.of(node), lines);
        node.change().ifPresent(change -> lines.add(6, "would go with: " + change));
        node.podsMoveTo()
                .ifPresent(moves ->
                        moves.forEach((pod, to) -> lines.add(6, "%s to %s".formatted(pod, to))));
    }
}
