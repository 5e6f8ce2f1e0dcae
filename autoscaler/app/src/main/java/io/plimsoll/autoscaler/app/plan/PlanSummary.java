package io.plimsoll.autoscaler.app.plan;

import io.plimsoll.autoscaler.decision.Inquiry;
import io.plimsoll.autoscaler.decision.answer.Action;
import io.plimsoll.autoscaler.decision.answer.Decision;
import io.plimsoll.autoscaler.decision.answer.GroupOutlook;
import io.plimsoll.autoscaler.decision.answer.PodVerdict;
import io.plimsoll.autoscaler.decision.model.NodeGroup;
import io.plimsoll.autoscaler.decision.model.NodeTemplate;
import io.plimsoll.autoscaler.decision.model.Price;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;

/** A plan in figures. */
public record PlanSummary(Pods pods, Nodes nodes, Cost cost) {

    /**
     * Pending pods.
     *
     * @param fit on nodes that are there or ordered
     * @param helped by nodes that this plan orders
     * @param stay that no group helps
     * @param waiting for a later loop
     */
    public record Pods(int pending, int fit, int helped, int stay, int waiting, int ignored) {}

    /**
     * @param replaced that go when what was ordered for them is ready
     */
    public record Nodes(int ordered, int removed, int replaced) {}

    /**
     * What the node groups' nodes cost an hour, by the price of each group's next node.
     *
     * @param sources of the prices, with their dates, in words
     * @param unpriced groups with nodes, before or after, whose price nobody knows; they are not in
     *     the sums
     */
    public record Cost(
            BigDecimal usdPerHourBefore,
            BigDecimal usdPerHourAfter,
            List<String> sources,
            List<String> unpriced) {}

    static PlanSummary of(Inquiry inquiry) {
        Decision decision = inquiry.decision();
        Map<String, Integer> after = new HashMap<>();
        int ordered = 0;
        for (Action.ScaleUp scaleUp : decision.scaleUps()) {
            int more = scaleUp.to() - scaleUp.from();
            ordered += more;
            after.merge(scaleUp.nodeGroup(), more, Integer::sum);
        }
        for (Action.NodeRemoval removal : decision.removals()) {
            after.merge(removal.nodeGroup(), -1, Integer::sum);
        }
        int replaced = 0;
        for (Action.Replacement replacement : decision.replacements()) {
            replaced += replacement.nodes().size();
            replacement
                    .nodes()
                    .values()
                    .forEach(gone -> after.merge(gone.nodeGroup(), -1, Integer::sum));
        }
        return new PlanSummary(
                pods(decision.pods()),
                new Nodes(ordered, decision.removals().size(), replaced),
                cost(inquiry.outlooks(), after));
    }

    private static Pods pods(List<PodVerdict> verdicts) {
        int[] counts = new int[5];
        for (PodVerdict verdict : verdicts) {
            int kind =
                    switch (verdict) {
                        case PodVerdict.FitsExistingNode _ -> 0;
                        case PodVerdict.TriggersScaleUp _ -> 1;
                        case PodVerdict.Unschedulable _ -> 2;
                        case PodVerdict.AwaitsEvaluation _ -> 3;
                        case PodVerdict.Ignored _ -> 4;
                    };
            counts[kind]++;
        }
        return new Pods(verdicts.size(), counts[0], counts[1], counts[2], counts[3], counts[4]);
    }

    private static Cost cost(SortedMap<String, GroupOutlook> groups, Map<String, Integer> changes) {
        long before = 0;
        long after = 0;
        SortedSet<String> sources = new TreeSet<>();
        List<String> unpriced = new ArrayList<>();
        for (Map.Entry<String, GroupOutlook> entry : groups.entrySet()) {
            int nodes = entry.getValue().group().size().target();
            int then = nodes + changes.getOrDefault(entry.getKey(), 0);
            Price price =
                    entry.getValue() instanceof GroupOutlook.Known known
                            ? known.price()
                            : Price.UNKNOWN;
            before += price.microUsdPerHour() * nodes;
            after += price.microUsdPerHour() * then;
            if (Math.max(nodes, then) > 0) {
                if (price.isKnown()) {
                    sources.addAll(priceSource(entry.getValue().group()).stream().toList());
                } else {
                    unpriced.add(entry.getKey());
                }
            }
        }
        return new Cost(
                GroupEntry.usd(new Price(before)),
                GroupEntry.usd(new Price(after)),
                List.copyOf(sources),
                unpriced);
    }

    /** Nothing in flight records of earlier versions. */
    private static Optional<String> priceSource(NodeGroup group) {
        return group.template() instanceof NodeGroup.Template.Known(NodeTemplate template)
                ? Optional.ofNullable(template.origins().get(NodeTemplate.PRICE))
                : Optional.empty();
    }
}
