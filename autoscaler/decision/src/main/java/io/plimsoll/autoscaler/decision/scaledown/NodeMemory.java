package io.plimsoll.autoscaler.decision.scaledown;

import io.plimsoll.autoscaler.decision.answer.NodeVerdict.Unremovable;
import io.plimsoll.autoscaler.decision.answer.UnremovableReason;
import io.plimsoll.autoscaler.decision.clusterstate.Standing;
import io.plimsoll.autoscaler.decision.clusterstate.TransientTaints;
import io.plimsoll.autoscaler.decision.model.Carried;
import io.plimsoll.autoscaler.decision.model.Fraction;
import io.plimsoll.autoscaler.decision.model.Node;
import io.plimsoll.autoscaler.decision.model.NodeGroup;
import io.plimsoll.autoscaler.decision.model.Workload;
import io.plimsoll.autoscaler.decision.question.AutoscalingOptions.ScaleDownOptions;
import io.plimsoll.autoscaler.decision.scaledown.drainability.WorkloadIndex;
import io.plimsoll.autoscaler.decision.scheduling.ClusterSnapshot;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * What scale-down found out about the nodes of a snapshot. A node on which nothing changed is used
 * as it was, and its verdict, where no clock and no other node has a say in it, is the same object.
 * Belongs to one snapshot, and is mutable.
 */
public final class NodeMemory {
    private static final Comparator<Node> BY_NAME = Comparator.comparing(Node::name);

    /** While a node is ready and stays, these depend on it, its pods and its group alone. */
    private static final Set<UnremovableReason> OF_THE_NODE_ALONE =
            EnumSet.of(
                    UnremovableReason.NOT_AUTOSCALED,
                    UnremovableReason.NODE_GROUP_MIN_SIZE_REACHED,
                    UnremovableReason.SCALE_DOWN_DISABLED_ANNOTATION,
                    UnremovableReason.NOT_UNDERUTILIZED);

    private static final Standing NEVER = new Standing(Optional.empty(), false, false, false);

    private final ClusterSnapshot snapshot;
    private List<Node> nodes = List.of();
    private Remembered[] remembered = {};
    private ScaleDownOptions options = ScaleDownOptions.DEFAULT;
    private List<Workload> workloads = List.of();
    private WorkloadIndex owners = new WorkloadIndex(workloads);

    public NodeMemory(ClusterSnapshot snapshot) {
        this.snapshot = snapshot;
    }

    private static final class Remembered {
        private final int slot;
        private Optional<NodeUse> use = Optional.empty();
        private Optional<NodeUtilization> rule = Optional.empty();
        private long usedAt;
        private Optional<Unremovable> verdict = Optional.empty();
        private Optional<Fraction> utilization = Optional.empty();
        private Standing settledAs = NEVER;
        private long settledAt;

        Remembered(int slot) {
            this.slot = slot;
        }
    }

    /**
     * Before each decision, when the snapshot is one of these nodes and of no others.
     *
     * @param next nodes in the order of their names
     */
    @SuppressWarnings("ReferenceEquality") // Whoever observes keeps what did not change.
    public void follow(List<Node> next, ScaleDownOptions by) {
        if (next != nodes) {
            int[] before = Carried.positions(nodes, next, BY_NAME);
            Remembered[] kept = new Remembered[before.length];
            for (int index = 0; index < before.length; index++) {
                kept[index] =
                        before[index] >= 0
                                ? remembered[before[index]]
                                : new Remembered(snapshot.slot(next.get(index).name()));
            }
            nodes = next;
            remembered = kept;
        }
        if (!by.equals(options)) {
            options = by;
            for (Remembered each : remembered) {
                each.settledAs = NEVER;
            }
        }
    }

    /** The same index for the same list. */
    @SuppressWarnings("ReferenceEquality") // Whoever observes keeps what did not change.
    WorkloadIndex owners(List<Workload> among) {
        if (among != workloads) {
            workloads = among;
            owners = new WorkloadIndex(among);
        }
        return owners;
    }

    /**
     * The node's use by a rule; pods of the snapshot are looked at only if something changed.
     *
     * @param index of the node
     */
    NodeUse use(int index, NodeUtilization rule) {
        Remembered node = remembered[index];
        long change = snapshot.lastChange(node.slot);
        if (node.use.isPresent()
                && node.usedAt == change
                && node.rule.isPresent()
                && rule.countsLike(node.rule.get())) {
            return node.use.get();
        }
        NodeUse use = rule.of(nodes.get(index), snapshot.podsOn(node.slot));
        node.use = Optional.of(use).filter(NodeUse::lasting);
        node.rule = Optional.of(rule);
        node.usedAt = change;
        return use;
    }

    /**
     * The verdict that an unchanged node must get again; empty where somebody has to look.
     *
     * @param standing of the node, which no earlier loop began to remove
     */
    @SuppressWarnings("ReferenceEquality") // A census keeps what stays as it is.
    Optional<Unremovable> settled(int index, Standing standing) {
        Remembered node = remembered[index];
        return node.settledAs == standing && node.settledAt == snapshot.lastChange(node.slot)
                ? node.verdict
                : Optional.empty();
    }

    /**
     * @param utilization empty where nobody needed to know
     */
    Unremovable verdict(
            int index,
            Standing standing,
            Optional<Fraction> utilization,
            UnremovableReason reason) {
        Remembered node = remembered[index];
        boolean told =
                node.verdict
                        .filter(last ->
                                last.reason() == reason
                                        && node.utilization.equals(utilization)
                                        && isOf(last.nodeGroup(), standing.group()))
                        .isPresent();
        if (!told) {
            node.verdict = Optional.of(verdict(nodes.get(index), standing, utilization, reason));
            node.utilization = utilization;
        }
        boolean settles = settles(index, standing, reason);
        node.settledAs = settles ? standing : NEVER;
        node.settledAt = settles ? snapshot.lastChange(node.slot) : 0;
        return node.verdict.orElseThrow();
    }

    /** Whether such a verdict holds as long as the node, its pods and its group stay. */
    private boolean settles(int index, Standing standing, UnremovableReason reason) {
        return OF_THE_NODE_ALONE.contains(reason)
                && standing.ready()
                && !standing.lacksDevices()
                && !standing.ending()
                && nodes.get(index).taint(TransientTaints.TO_BE_DELETED).isEmpty()
                && (reason != UnremovableReason.NOT_UNDERUTILIZED
                        || remembered[index].use.isPresent());
    }

    private static Unremovable verdict(
            Node node,
            Standing standing,
            Optional<Fraction> utilization,
            UnremovableReason reason) {
        OptionalInt permille =
                utilization.isPresent()
                        ? OptionalInt.of(utilization.get().permille())
                        : OptionalInt.empty();
        return new Unremovable(
                node.name(),
                standing.group().map(NodeGroup::name),
                permille,
                reason,
                Optional.empty());
    }

    private static boolean isOf(Optional<String> name, Optional<NodeGroup> group) {
        return group.isPresent()
                ? name.isPresent() && name.get().equals(group.get().name())
                : name.isEmpty();
    }
}
