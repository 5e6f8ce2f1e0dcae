package io.plimsoll.autoscaler.app.plan;

import io.plimsoll.autoscaler.decision.answer.Action;
import io.plimsoll.autoscaler.decision.model.Price;
import java.math.BigDecimal;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Nodes that go because others serve their pods for less, with the proof.
 *
 * @param nodes the group and the moves of each, by its name
 * @param newNodes how many come first, by group
 * @param usdPerHourBefore what the nodes that go cost
 * @param usdPerHourAfter what those that come cost
 * @param reason the rule, with its figures
 */
public record ReplacementEntry(
        SortedMap<String, Gone> nodes,
        SortedMap<String, Integer> newNodes,
        BigDecimal usdPerHourBefore,
        BigDecimal usdPerHourAfter,
        String reason) {

    /**
     * @param podsMoveTo node by pod; {@code GROUP-new-NUMBER} is one that comes
     */
    public record Gone(String nodeGroup, SortedMap<String, String> podsMoveTo) {}

    static ReplacementEntry of(Action.Replacement replacement) {
        SortedMap<String, Gone> nodes = new TreeMap<>();
        replacement
                .nodes()
                .forEach((name, gone) -> {
                    SortedMap<String, String> moves = new TreeMap<>();
                    gone.podsMoveTo().forEach((pod, to) -> moves.put(pod.toString(), to));
                    nodes.put(name, new Gone(gone.nodeGroup(), moves));
                });
        SortedMap<String, Integer> coming = new TreeMap<>();
        replacement
                .orders()
                .forEach(order -> coming.put(order.nodeGroup(), order.to() - order.from()));
        return new ReplacementEntry(
                nodes,
                coming,
                GroupEntry.usd(new Price(replacement.saving().before())),
                GroupEntry.usd(new Price(replacement.saving().after())),
                replacement.reason());
    }

    void tell(Lines lines) {
        lines.blank()
                .add(
                        0,
                        "Replacement: %s USD/h instead of %s (%s)"
                                .formatted(
                                        PlanText.usd(usdPerHourAfter),
                                        PlanText.usd(usdPerHourBefore),
                                        PlanText.usd(usdPerHourAfter.subtract(usdPerHourBefore))));
        newNodes.forEach((group, count) ->
                lines.add(2, "+ %s of %s first".formatted(PlanText.count(count, "node"), group)));
        nodes.forEach((name, gone) -> {
            lines.add(
                    2,
                    "- %s of %s, %s to move"
                            .formatted(
                                    name,
                                    gone.nodeGroup(),
                                    PlanText.count(gone.podsMoveTo().size(), "pod")));
            gone.podsMoveTo().forEach((pod, to) -> lines.add(6, "%s to %s".formatted(pod, to)));
        });
        lines.add(4, reason);
    }
}
