package io.plimsoll.autoscaler.decision.scaledown;

import io.plimsoll.autoscaler.decision.answer.UnremovableReason;
import io.plimsoll.autoscaler.decision.clusterstate.ClusterState;
import io.plimsoll.autoscaler.decision.clusterstate.TransientTaints;
import io.plimsoll.autoscaler.decision.model.Fraction;
import io.plimsoll.autoscaler.decision.model.Gpu;
import io.plimsoll.autoscaler.decision.model.Node;
import io.plimsoll.autoscaler.decision.model.NodeGroup;
import io.plimsoll.autoscaler.decision.model.NodeGroupOptions;
import io.plimsoll.autoscaler.decision.model.Pod;
import io.plimsoll.autoscaler.decision.question.AutoscalingOptions.ScaleDownOptions;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Which nodes are worth a simulation of their removal. */
final class Eligibility {

    private static final String DISABLED = "cluster-autoscaler.kubernetes.io/scale-down-disabled";

    private final ClusterState state;
    private final ScaleDownOptions options;
    private final Set<String> inRemoval;
    private final Instant now;

    /**
     * @param inRemoval nodes whose removal an earlier loop began
     */
    Eligibility(ClusterState state, ScaleDownOptions options, Set<String> inRemoval, Instant now) {
        this.state = state;
        this.options = options;
        this.inRemoval = Set.copyOf(inRemoval);
        this.now = now;
    }

    sealed interface Verdict {
        record Eligible(Node node, NodeGroup group, Fraction utilization) implements Verdict {}

        record Ineligible(UnremovableReason reason, Optional<Fraction> utilization)
                implements Verdict {}
    }

    Verdict check(Node node, List<Pod> pods) {
        Optional<NodeGroup> group = state.groupOf(node);
        Optional<UnremovableReason> reason = groupForbids(node, group).or(() -> nodeForbids(node));
        if (reason.isPresent()) {
            return new Verdict.Ineligible(reason.get(), Optional.empty());
        }
        return judgeUtilization(node, group.orElseThrow(), pods);
    }

    private Optional<UnremovableReason> groupForbids(Node node, Optional<NodeGroup> group) {
        if (group.filter(found -> !found.isLeftAlone()).isEmpty()) {
            return Optional.of(UnremovableReason.NOT_AUTOSCALED);
        }
        if (inRemoval.contains(node.name()) || state.isEnding(node)) {
            return Optional.of(UnremovableReason.CURRENTLY_BEING_DELETED);
        }
        if (state.isStandIn(node)) {
            return Optional.of(UnremovableReason.UPCOMING);
        }
        return group.get().size().target() <= group.get().size().min()
                ? Optional.of(UnremovableReason.NODE_GROUP_MIN_SIZE_REACHED)
                : Optional.empty();
    }

    private Optional<UnremovableReason> nodeForbids(Node node) {
        if (TransientTaints.isBeingDeleted(node, now)) {
            return Optional.of(UnremovableReason.CURRENTLY_BEING_DELETED);
        }
        if ("true".equals(node.metadata().annotations().get(DISABLED))) {
            return Optional.of(UnremovableReason.SCALE_DOWN_DISABLED_ANNOTATION);
        }
        if (!options.patience().unreadyEnabled() && !state.readiness().isReady(node)) {
            return Optional.of(UnremovableReason.SCALE_DOWN_UNREADY_DISABLED);
        }
        return Optional.empty();
    }

    private Verdict judgeUtilization(Node node, NodeGroup group, List<Pod> pods) {
        boolean ignoreDaemonSets =
                group.options()
                        .ignoreDaemonSetsUtilization()
                        .orElse(options.utilization().ignoreDaemonSets());
        Optional<Fraction> utilization =
                new NodeUtilization(ignoreDaemonSets, options.utilization().ignoreMirrorPods(), now)
                        .of(node, pods);
        if (utilization.isEmpty()) {
            return new Verdict.Ineligible(UnremovableReason.UNEXPECTED_ERROR, Optional.empty());
        }
        boolean underutilized = utilization.get().compareTo(threshold(node, group.options())) < 0;
        return underutilized
                ? new Verdict.Eligible(node, group, utilization.get())
                : new Verdict.Ineligible(UnremovableReason.NOT_UNDERUTILIZED, utilization);
    }

    private Fraction threshold(Node node, NodeGroupOptions own) {
        int permille =
                Gpu.isExpected(node)
                        ? own.gpuUtilizationThresholdPermille()
                                .orElse(options.utilization().gpuThresholdPermille())
                        : own.utilizationThresholdPermille()
                                .orElse(options.utilization().thresholdPermille());
        return Fraction.of(permille, 1000);
    }
}
