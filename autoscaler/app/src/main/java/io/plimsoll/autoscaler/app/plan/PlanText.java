package io.plimsoll.autoscaler.app.plan;

import io.plimsoll.autoscaler.app.plan.PlanDocument.NodePlan;
import io.plimsoll.autoscaler.app.plan.PlanDocument.PendingPod;
import io.plimsoll.autoscaler.app.plan.PlanDocument.ScaleUp;
import io.plimsoll.autoscaler.decision.answer.PodVerdict.Rejection;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A plan as people read it. */
final class PlanText {

    private PlanText() {}

    static String of(PlanDocument plan) {
        return Stream.of(
                        plan
                                .message()
                                .map(message -> "Nothing is planned: " + message + "\n")
                                .stream(),
                        Stream.of(pods(plan.pendingPods())),
                        Stream.of(scaleUps(plan.scaleUp())),
                        Stream.of(nodes(plan.scaleDown())))
                .flatMap(section -> section)
                .collect(Collectors.joining("\n"));
    }

    private static String pods(List<PendingPod> pods) {
        if (pods.isEmpty()) {
            return "No pending pods.\n";
        }
        TextTable table = new TextTable("PENDING POD", "OUTCOME", "WHERE", "WHY NOT ELSEWHERE");
        for (PendingPod pod : pods) {
            table.add(
                    pod.pod(),
                    pod.outcome(),
                    pod.nodeGroup().or(pod::node).orElse("-"),
                    pod.reason().orElseGet(() -> rejections(pod.rejected())));
        }
        return table.toString();
    }

    private static String rejections(List<Rejection> rejections) {
        return rejections.isEmpty()
                ? "-"
                : rejections.stream()
                        .map(rejection ->
                                "%s: %s (%s)"
                                        .formatted(
                                                rejection.nodeGroup(),
                                                rejection.reason(),
                                                rejection.plugin()))
                        .collect(Collectors.joining("; "));
    }

    private static String scaleUps(List<ScaleUp> scaleUps) {
        if (scaleUps.isEmpty()) {
            return "No node group grows.\n";
        }
        TextTable table = new TextTable("SCALE UP", "FROM", "TO", "FOR PODS");
        for (ScaleUp scaleUp : scaleUps) {
            table.add(
                    scaleUp.nodeGroup(),
                    Integer.toString(scaleUp.from()),
                    Integer.toString(scaleUp.to()),
                    Integer.toString(scaleUp.pods().size()));
        }
        return table.toString();
    }

    private static String nodes(List<NodePlan> nodes) {
        if (nodes.isEmpty()) {
            return "No node was looked at for scale-down.\n";
        }
        TextTable table = new TextTable("NODE", "NODE GROUP", "VERDICT", "UTILIZATION", "WHY");
        for (NodePlan node : nodes) {
            table.add(
                    node.node(),
                    node.nodeGroup().orElse("-"),
                    node.verdict(),
                    node.utilization()
                            .map(share -> share.movePointRight(2).toPlainString() + " %")
                            .orElse("-"),
                    why(node));
        }
        return table.toString();
    }

    private static String why(NodePlan node) {
        String reason = node.reason().orElse("-");
        return node.blockingPod()
                .map(pod -> "%s: %s (%s)".formatted(reason, pod, node.blockingReason().orElse("")))
                .orElseGet(() ->
                        node.podsMoveTo()
                                .filter(moves -> node.reason().isEmpty())
                                .map(moves -> moves.size() + " pods move")
                                .orElse(reason));
    }
}
