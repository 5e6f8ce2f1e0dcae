package io.plimsoll.autoscaler.decision.scaledown;

import io.plimsoll.autoscaler.decision.answer.NodeVerdict.Unremovable;
import io.plimsoll.autoscaler.decision.answer.UnremovableReason;
import io.plimsoll.autoscaler.decision.model.Fraction;
import io.plimsoll.autoscaler.decision.model.Node;
import io.plimsoll.autoscaler.decision.model.NodeGroup;
import io.plimsoll.autoscaler.decision.scheduling.ClusterSnapshot;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What scale-down found out about the nodes of a snapshot. A node on which nothing changed is used
 * as it was, and a verdict that says the same again is the same object. Belongs to one snapshot,
 * and is mutable.
 */
public final class NodeMemory {
    private final Map<String, Remembered> byNode = new HashMap<>();

    public NodeMemory() {}

    private static final class Remembered {
        private Optional<Unremovable> verdict = Optional.empty();
        private Optional<Fraction> utilization = Optional.empty();
        private Optional<NodeUse> use = Optional.empty();
        private Optional<NodeUtilization> rule = Optional.empty();
        private long change;
    }

    /** The node's use by a rule; pods of the snapshot are looked at only if something changed. */
    NodeUse use(ClusterSnapshot snapshot, Node node, NodeUtilization rule) {
        Remembered remembered = of(node.name());
        long change = snapshot.lastChange(node.name());
        if (remembered.use.isPresent()
                && remembered.change == change
                && remembered.rule.isPresent()
                && rule.countsLike(remembered.rule.get())) {
            return remembered.use.get();
        }
        NodeUse use = rule.of(node, snapshot.podsOn(node.name()));
        remembered.use = Optional.of(use).filter(NodeUse::lasting);
        remembered.rule = Optional.of(rule);
        remembered.change = change;
        return use;
    }

    /**
     * @param utilization empty where nobody needed to know
     */
    Unremovable verdict(
            Node node,
            Optional<NodeGroup> group,
            Optional<Fraction> utilization,
            UnremovableReason reason) {
        Remembered remembered = of(node.name());
        if (remembered.verdict.isPresent()) {
            Unremovable last = remembered.verdict.get();
            if (last.reason() == reason
                    && remembered.utilization.equals(utilization)
                    && isOf(last.nodeGroup(), group)) {
                return last;
            }
        }
        OptionalInt permille =
                utilization.isPresent()
                        ? OptionalInt.of(utilization.get().permille())
                        : OptionalInt.empty();
        Unremovable verdict =
                new Unremovable(
                        node.name(),
                        group.map(NodeGroup::name),
                        permille,
                        reason,
                        Optional.empty());
        remembered.verdict = Optional.of(verdict);
        remembered.utilization = utilization;
        return verdict;
    }

    private static boolean isOf(Optional<String> name, Optional<NodeGroup> group) {
        return group.isPresent()
                ? name.isPresent() && name.get().equals(group.get().name())
                : name.isEmpty();
    }

    /** Forgets nodes that are gone, once they are many. */
    void tidy(ClusterSnapshot snapshot, int nodes) {
        if (byNode.size() > 100 + 2 * nodes) {
            byNode.keySet().removeIf(node -> !snapshot.hasNode(node));
        }
    }

    private Remembered of(String node) {
        Remembered known = byNode.get(node);
        if (known == null) {
            known = new Remembered();
            byNode.put(node, known);
        }
        return known;
    }
}
