package io.plimsoll.autoscaler.decision.scaleup;

import io.plimsoll.autoscaler.decision.clusterstate.ClusterState;
import io.plimsoll.autoscaler.decision.clusterstate.GroupReadiness;
import io.plimsoll.autoscaler.decision.model.MachineSize;
import io.plimsoll.autoscaler.decision.model.Node;
import io.plimsoll.autoscaler.decision.question.AutoscalingOptions.ClusterLimits;
import io.plimsoll.autoscaler.decision.template.GroupTemplate;
import io.plimsoll.autoscaler.decision.template.GroupTemplates;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What the limits of the whole cluster leave for new nodes.
 *
 * @param nodes more nodes under {@code --max-nodes-total}; a huge number without that limit
 * @param machines more cores and memory
 */
record Headroom(int nodes, MachineSize machines) {

    /**
     * Groups count by their target and template; of nodes without a group, those that are ready and
     * schedulable count. The number of nodes counts ready, schedulable and upcoming ones.
     */
    static Headroom of(ClusterState state, GroupTemplates templates, ClusterLimits limits) {
        MachineSize total = MachineSize.NONE;
        for (GroupReadiness readiness : state.groups().values()) {
            total = total.plus(sizeOf(readiness, templates));
        }
        for (Node node : state.ungrouped().ready()) {
            if (!node.spec().unschedulable()) {
                total = total.plus(MachineSize.of(node));
            }
        }
        MachineSize max = MachineSize.ofLimit(limits.cores().max(), limits.memoryGib().max());
        int nodes =
                limits.maxNodesTotal() == 0
                        ? Integer.MAX_VALUE
                        : limits.maxNodesTotal() - state.readyAndSchedulable() - state.upcoming();
        return new Headroom(nodes, max.minus(total).orZero());
    }

    private static MachineSize sizeOf(GroupReadiness readiness, GroupTemplates templates) {
        GroupTemplate template = templates.known().get(readiness.group().name());
        if (template != null) {
            return MachineSize.of(template.node()).times(readiness.group().size().target());
        }
        MachineSize total = MachineSize.NONE;
        for (Node node : readiness.registered()) {
            total = total.plus(MachineSize.of(node));
        }
        return total;
    }

    /**
     * The same for no more nodes than {@code --max-nodes-per-scaleup} lets a loop order.
     *
     * @param most 0 for no limit
     */
    Headroom atMost(int most) {
        return most == 0 ? this : new Headroom(Math.min(nodes, most), machines);
    }

    /** What more nodes of a group leave. */
    Headroom after(GroupTemplate template, int newNodes) {
        MachineSize taken = MachineSize.of(template.node()).times(newNodes);
        return new Headroom(nodes - newNodes, machines.minus(taken).orZero());
    }

    /** The skip reason for a group of which not one more node fits. */
    Optional<String> excludes(GroupTemplate template) {
        MachineSize machine = MachineSize.of(template.node());
        List<String> exceeded = new ArrayList<>();
        if (machine.cores() > machines.cores()) {
            exceeded.add("cpu");
        }
        if (machine.memoryBytes() > machines.memoryBytes()) {
            exceeded.add("memory");
        }
        return exceeded.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        "max cluster %s limit reached".formatted(String.join(", ", exceeded)));
    }

    /** How many of {@code wanted} nodes fit. */
    int cap(int wanted, GroupTemplate template) {
        MachineSize machine = MachineSize.of(template.node());
        long capped = Math.min(wanted, nodes);
        if (machine.cores() > 0) {
            capped = Math.min(capped, machines.cores() / machine.cores());
        }
        if (machine.memoryBytes() > 0) {
            capped = Math.min(capped, machines.memoryBytes() / machine.memoryBytes());
        }
        return (int) Math.max(0, capped);
    }
}
