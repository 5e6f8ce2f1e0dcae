package io.plimsoll.autoscaler.decision.scaledown;

import io.plimsoll.autoscaler.decision.answer.UnremovableReason;
import io.plimsoll.autoscaler.decision.clusterstate.ClusterState;
import io.plimsoll.autoscaler.decision.clusterstate.Standing;
import io.plimsoll.autoscaler.decision.clusterstate.TransientTaints;
import io.plimsoll.autoscaler.decision.model.Fraction;
import io.plimsoll.autoscaler.decision.model.Interruption;
import io.plimsoll.autoscaler.decision.model.Node;
import io.plimsoll.autoscaler.decision.model.NodeGroup;
import io.plimsoll.autoscaler.decision.model.NodeGroupOptions;
import io.plimsoll.autoscaler.decision.question.AutoscalingOptions.ScaleDownOptions;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Which nodes are worth a simulation of their removal. */
final class Eligibility {

    /** Upstream's AWS part then takes the node for none of a group. */
    private static final String ENABLED = "k8s.io/cluster-autoscaler-enabled";

    private final ClusterState state;
    private final ScaleDownOptions options;
    private final Set<String> inRemoval;
    private final Instant now;
    private final NodeUtilization withDaemonSets;
    private final NodeUtilization withoutDaemonSets;
    private int lastPermille;
    private Fraction lastThreshold = Fraction.ZERO;

    /**
     * @param inRemoval nodes whose removal an earlier loop began
     */
    Eligibility(ClusterState state, ScaleDownOptions options, Set<String> inRemoval, Instant now) {
        this.state = state;
        this.options = options;
        this.inRemoval = Set.copyOf(inRemoval);
        this.now = now;
        boolean ignoreMirrorPods = options.utilization().ignoreMirrorPods();
        withDaemonSets = new NodeUtilization(false, ignoreMirrorPods, now);
        withoutDaemonSets = new NodeUtilization(true, ignoreMirrorPods, now);
    }

    sealed interface Verdict {
        record Eligible(Node node, Standing standing, Fraction utilization, boolean empty)
                implements Verdict {
            NodeGroup group() {
                return standing.group().orElseThrow();
            }
        }

        record Ineligible(UnremovableReason reason, Optional<Fraction> utilization)
                implements Verdict {}
    }

    /**
     * @param use of the node by a rule, asked for where nothing else rules it out
     */
    Verdict check(Node node, Standing standing, Function<NodeUtilization, NodeUse> use) {
        return check(node, standing, use, false);
    }

    /** As {@link #check}, however much the node is used. */
    Verdict checkWhateverItsUse(
            Node node, Standing standing, Function<NodeUtilization, NodeUse> use) {
        return check(node, standing, use, true);
    }

    private Verdict check(
            Node node,
            Standing standing,
            Function<NodeUtilization, NodeUse> use,
            boolean whateverItsUse) {
        Optional<UnremovableReason> reason =
                groupForbids(node, standing).or(() -> nodeForbids(node, standing));
        if (reason.isPresent()) {
            return new Verdict.Ineligible(reason.get(), Optional.empty());
        }
        return judgeUtilization(node, standing, use, whateverItsUse);
    }

    private Optional<UnremovableReason> groupForbids(Node node, Standing standing) {
        Optional<NodeGroup> group = standing.group();
        if (group.filter(found -> !found.isLeftAlone()).isEmpty()
                || "false".equals(node.metadata().annotations().get(ENABLED))) {
            return Optional.of(UnremovableReason.NOT_AUTOSCALED);
        }
        if (inRemoval.contains(node.name()) || standing.ending()) {
            return Optional.of(UnremovableReason.CURRENTLY_BEING_DELETED);
        }
        if (state.isNotStarted(node, standing)) {
            return Optional.of(UnremovableReason.UPCOMING);
        }
        return group.get().size().target() <= group.get().size().min()
                ? Optional.of(UnremovableReason.NODE_GROUP_MIN_SIZE_REACHED)
                : Optional.empty();
    }

    private Optional<UnremovableReason> nodeForbids(Node node, Standing standing) {
        if (TransientTaints.isBeingDeleted(node, now)) {
            return Optional.of(UnremovableReason.CURRENTLY_BEING_DELETED);
        }
        if (Interruption.of(node).isPresent()) {
            return Optional.of(UnremovableReason.INTERRUPTED);
        }
        if (node.isToStay()) {
            return Optional.of(UnremovableReason.SCALE_DOWN_DISABLED_ANNOTATION);
        }
        if (!options.patience().unreadyEnabled() && !standing.ready()) {
            return Optional.of(UnremovableReason.SCALE_DOWN_UNREADY_DISABLED);
        }
        return Optional.empty();
    }

    private Verdict judgeUtilization(
            Node node,
            Standing standing,
            Function<NodeUtilization, NodeUse> use,
            boolean whateverItsUse) {
        NodeGroup group = standing.group().orElseThrow();
        boolean ignoreDaemonSets =
                group.options()
                        .ignoreDaemonSetsUtilization()
                        .orElse(options.utilization().ignoreDaemonSets());
        NodeUse found = use.apply(ignoreDaemonSets ? withoutDaemonSets : withDaemonSets);
        if (found.utilization().isEmpty()) {
            return new Verdict.Ineligible(UnremovableReason.UNEXPECTED_ERROR, Optional.empty());
        }
        Fraction utilization = found.utilization().get();
        return whateverItsUse
                        || utilization.compareTo(threshold(found.ofGpus(), group.options())) < 0
                ? new Verdict.Eligible(node, standing, utilization, found.empty())
                : new Verdict.Ineligible(UnremovableReason.NOT_UNDERUTILIZED, found.utilization());
    }

    private Fraction threshold(boolean ofGpus, NodeGroupOptions own) {
        int permille =
                ofGpus
                        ? own.gpuUtilizationThresholdPermille()
                                .orElse(options.utilization().gpuThresholdPermille())
                        : own.utilizationThresholdPermille()
                                .orElse(options.utilization().thresholdPermille());
        if (permille != lastPermille) {
            lastPermille = permille;
            lastThreshold = Fraction.of(permille, 1000);
        }
        return lastThreshold;
    }
}
