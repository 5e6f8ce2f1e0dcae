package io.plimsoll.autoscaler.app.shadow;

import io.plimsoll.autoscaler.decision.answer.Action.Replacement;
import io.plimsoll.autoscaler.decision.answer.Action.ScaleUp;
import io.plimsoll.autoscaler.decision.answer.Decision;
import io.plimsoll.autoscaler.decision.answer.NodeVerdict;
import io.plimsoll.autoscaler.decision.answer.UnremovableReason;
import io.plimsoll.autoscaler.decision.model.Node;
import io.plimsoll.autoscaler.decision.model.NodeGroup;
import io.plimsoll.autoscaler.decision.question.Observation;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a dry run stands for at one moment: the sizes that it would have given to groups, and the
 * nodes that it would have taken away. Nodes that only wait for their turn count as taken, because
 * in a dry run no turn ever comes.
 *
 * @param sizes by group; of each that was seen
 * @param extra nodes that the orders would add to what was asked for, by group
 * @param removed how many pods would have to move, by node
 * @param providerIds of the nodes that would be taken away, by node
 */
record Standing(
        Map<String, Integer> sizes,
        Map<String, Integer> extra,
        Map<String, Integer> removed,
        Map<String, String> providerIds) {

    static final Standing NOTHING = new Standing(Map.of(), Map.of(), Map.of(), Map.of());

    Standing {
        sizes = Map.copyOf(sizes);
        extra = Map.copyOf(extra);
        removed = Map.copyOf(removed);
        providerIds = Map.copyOf(providerIds);
    }

    static Standing of(Observation seen, Decision decision) {
        Map<String, Integer> sizes = new HashMap<>();
        Map<String, Integer> extra = new HashMap<>();
        for (NodeGroup group : seen.nodeGroups()) {
            sizes.put(group.name(), group.size().target());
        }
        for (ScaleUp order : decision.scaleUps()) {
            sizes.merge(order.nodeGroup(), order.to(), Math::max);
            extra.merge(order.nodeGroup(), order.to() - order.from(), Integer::sum);
        }
        Map<String, Integer> removed = new HashMap<>();
        for (NodeVerdict verdict : decision.nodes()) {
            if (verdict instanceof NodeVerdict.Unneeded unneeded && isTaken(unneeded)) {
                removed.put(unneeded.node(), unneeded.podsMoveTo().size());
            }
        }
        for (Replacement replacement : decision.replacements()) {
            replacement
                    .nodes()
                    .forEach((node, gone) -> removed.put(node, gone.podsMoveTo().size()));
        }
        return new Standing(sizes, extra, removed, providerIds(seen, removed.keySet()));
    }

    /**
     * What it has come to stand for since {@code before}, and did not then.
     *
     * @param targets what was asked for by now, by group
     */
    Ledger since(Standing before, Map<String, Integer> targets) {
        int added = 0;
        for (String group : extra.keySet()) {
            int target = targets.getOrDefault(group, 0);
            int known =
                    before.extra.containsKey(group)
                            ? Math.max(before.sizes.getOrDefault(group, 0), target)
                            : target;
            added += Math.max(0, sizes.getOrDefault(group, 0) - known);
        }
        Map<String, Integer> fresh = new HashMap<>(removed);
        fresh.keySet().removeAll(before.removed.keySet());
        return Ledger.counted(
                added, fresh.size(), fresh.values().stream().mapToInt(Integer::intValue).sum());
    }

    private static boolean isTaken(NodeVerdict.Unneeded node) {
        return node.heldBack()
                .filter(reason -> reason != UnremovableReason.PARALLELISM_REACHED)
                .isEmpty();
    }

    private static Map<String, String> providerIds(Observation seen, Set<String> nodes) {
        return seen.cluster().nodes().stream()
                .filter(node -> nodes.contains(node.name()))
                .collect(Collectors.toMap(Node::name, node -> node.spec().providerId()));
    }
}
