package io.plimsoll.autoscaler.app.plan;

import io.plimsoll.autoscaler.app.plan.PlanDocument.ScaleUp;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;

/** A plan as people read it: what it comes to first, then pods, node groups and nodes. */
final class PlanText {

    private PlanText() {}

    static String of(PlanDocument plan) {
        Lines lines = new Lines();
        plan.message().ifPresent(message -> lines.add(0, "Nothing is planned: " + message));
        summary(plan, lines);
        PodsText.of(plan.pendingPods(), plan.scaleUp(), lines);
        GroupsText.of(plan.nodeGroups(), plan.scaleUp(), lines);
        plan.replace().forEach(replacement -> replacement.tell(lines));
        NodesText.of(plan.scaleDown(), lines);
        return lines.toString();
    }

    private static void summary(PlanDocument plan, Lines lines) {
        PlanSummary.Pods pods = plan.summary().pods();
        PlanSummary.Nodes nodes = plan.summary().nodes();
        lines.add(
                0,
                "Plan: %s to order, %d to remove%s."
                        .formatted(
                                count(nodes.ordered(), "node"),
                                nodes.removed(),
                                nodes.replaced() == 0
                                        ? ""
                                        : ", %d to be replaced".formatted(nodes.replaced())));
        lines.add(0, pods(pods));
        cost(plan.summary().cost(), lines);
    }

    private static String pods(PlanSummary.Pods pods) {
        List<String> parts = new ArrayList<>();
        part(parts, pods.helped(), "helped by new nodes");
        part(parts, pods.fit(), "with room on nodes that are there or ordered");
        part(parts, pods.stay(), pods.stay() == 1 ? "stays Pending" : "stay Pending");
        part(parts, pods.waiting(), "for a later loop");
        part(parts, pods.ignored(), "ignored");
        return parts.isEmpty()
                ? "Pods: none is Pending."
                : "Pods: %d Pending: %s.".formatted(pods.pending(), String.join(", ", parts));
    }

    private static void part(List<String> parts, int number, String what) {
        if (number > 0) {
            parts.add("%d %s".formatted(number, what));
        }
    }

    private static void cost(PlanSummary.Cost cost, Lines lines) {
        BigDecimal change = cost.usdPerHourAfter().subtract(cost.usdPerHourBefore());
        lines.add(
                0,
                "Cost: %s USD/h before, %s after (%s%s)%s%s."
                        .formatted(
                                usd(cost.usdPerHourBefore()),
                                usd(cost.usdPerHourAfter()),
                                change.signum() < 0 ? "" : "+",
                                usd(change),
                                cost.sources().isEmpty()
                                        ? ""
                                        : ", " + String.join("; ", cost.sources()),
                                cost.unpriced().isEmpty()
                                        ? ""
                                        : "; without %s, whose price is not known"
                                                .formatted(some(cost.unpriced()))));
    }

    /** The first few of many names. */
    static String some(List<String> names) {
        int most = 4;
        return names.size() <= most + 1
                ? String.join(", ", names)
                : "%s and %d more"
                        .formatted(String.join(", ", names.subList(0, most)), names.size() - most);
    }

    static String usd(BigDecimal amount) {
        return amount.setScale(4, RoundingMode.HALF_UP).toPlainString();
    }

    static String count(int number, String noun) {
        return "%d %s%s".formatted(number, noun, number == 1 ? "" : "s");
    }

    static int more(List<ScaleUp> scaleUps, String group) {
        return scaleUps.stream()
                .filter(scaleUp -> scaleUp.nodeGroup().equals(group))
                .mapToInt(scaleUp -> scaleUp.to() - scaleUp.from())
                .sum();
    }
}
