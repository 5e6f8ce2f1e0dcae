package io.plimsoll.autoscaler.decision.scaledown;

import io.plimsoll.autoscaler.decision.clusterstate.ClusterState;
import io.plimsoll.autoscaler.decision.clusterstate.GroupReadiness;
import io.plimsoll.autoscaler.decision.clusterstate.TransientTaints;
import io.plimsoll.autoscaler.decision.model.DisruptionBudget;
import io.plimsoll.autoscaler.decision.model.DisruptionBudget.Reason;
import io.plimsoll.autoscaler.decision.model.Interruption;
import io.plimsoll.autoscaler.decision.model.Node;
import io.plimsoll.autoscaler.decision.model.NodeGroup;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * How many more nodes of each group may be taken away by its disruption budgets. What is on its way
 * out, marked to be replaced, interrupted or not ready counts, whoever began it. Mutable.
 */
public final class DisruptionAllowance {

    private final ClusterState state;
    private final List<DisruptionBudget> ofAll;
    private final Set<String> inRemoval;
    private final Instant now;
    private final Map<String, Set<String>> disrupted = new HashMap<>();

    /**
     * @param ofAll budgets of groups that have none of their own
     * @param inRemoval nodes whose removal an earlier loop began
     */
    public DisruptionAllowance(
            ClusterState state, List<DisruptionBudget> ofAll, Set<String> inRemoval, Instant now) {
        this.state = state;
        this.ofAll = ofAll;
        this.inRemoval = inRemoval;
        this.now = now;
    }

    /** What holds for a group. */
    public static List<DisruptionBudget> budgets(NodeGroup group, List<DisruptionBudget> ofAll) {
        return group.options().upkeep().budgets().orElse(ofAll);
    }

    /**
     * @param empty no pod of the node has to move
     */
    public boolean allows(Node node, NodeGroup group, boolean empty) {
        List<DisruptionBudget> budgets = budgets(group, ofAll);
        if (budgets.isEmpty()) {
            return true;
        }
        Optional<GroupReadiness> known = Optional.ofNullable(state.groups().get(group.name()));
        int nodes = known.map(DisruptionAllowance::count).orElse(0);
        Set<String> others = disrupted(group.name());
        int leaving = others.size() - (others.contains(node.name()) ? 1 : 0);
        return DisruptionBudget.tightest(
                        budgets, empty ? Reason.EMPTY : Reason.UNDERUTILIZED, nodes, now)
                .filter(budget -> leaving >= budget.most().of(nodes))
                .isEmpty();
    }

    /** From now on it counts as one on its way out. */
    public void take(Node node, NodeGroup group) {
        if (!budgets(group, ofAll).isEmpty()) {
            disrupted(group.name()).add(node.name());
        }
    }

    /** Nodes that a share is reckoned of; one that has not started yet is none. */
    public static int count(GroupReadiness group) {
        return group.ready().size() + group.unready().size();
    }

    private Set<String> disrupted(String group) {
        return disrupted.computeIfAbsent(
                group,
                name ->
                        Optional.ofNullable(state.groups().get(name))
                                .map(this::disrupted)
                                .orElseGet(HashSet::new));
    }

    private Set<String> disrupted(GroupReadiness group) {
        Set<String> names = new HashSet<>();
        group.unready().forEach(node -> names.add(node.name()));
        for (Node node : group.registered()) {
            if (inRemoval.contains(node.name())
                    || node.taint(TransientTaints.TO_BE_DELETED).isPresent()
                    || node.taint(TransientTaints.REPLACED).isPresent()
                    || Interruption.of(node).isPresent()) {
                names.add(node.name());
            }
        }
        state.ending().stream()
                .filter(node ->
                        state.groupOf(node.spec().providerId())
                                .filter(group.group()::equals)
                                .isPresent())
                .forEach(node -> names.add(node.name()));
        return names;
    }
}
