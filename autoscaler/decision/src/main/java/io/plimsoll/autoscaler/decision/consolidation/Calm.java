package io.plimsoll.autoscaler.decision.consolidation;

import io.plimsoll.autoscaler.decision.answer.NodeVerdict;
import io.plimsoll.autoscaler.decision.answer.PodVerdict;
import io.plimsoll.autoscaler.decision.answer.UnremovableReason;
import io.plimsoll.autoscaler.decision.clusterstate.ClusterState;
import io.plimsoll.autoscaler.decision.clusterstate.TransientTaints;
import io.plimsoll.autoscaler.decision.model.Cluster;
import io.plimsoll.autoscaler.decision.question.AutoscalingOptions.ScaleDownOptions;
import io.plimsoll.autoscaler.decision.question.History;
import io.plimsoll.autoscaler.decision.scaledown.Cooldowns;
import java.time.Instant;
import java.util.List;

/**
 * Whether nothing else goes on: consolidation takes its time, and whatever it reckons with stays as
 * it is.
 */
public final class Calm {

    private Calm() {}

    /**
     * No order and no removal is under way, nothing was replaced or ordered just now, and no node
     * is to be replaced.
     */
    public static boolean ofNodes(
            Cluster cluster,
            ClusterState state,
            History history,
            ScaleDownOptions options,
            Instant now) {
        boolean cool =
                history.cooldown()
                                .lastReplacement()
                                .filter(last ->
                                        last.plus(options.consolidation().cooldown()).isAfter(now))
                                .isEmpty()
                        && !Cooldowns.isActive(
                                history.cooldown(), options.patience().delays(), now);
        return cool
                && history.scaleUps().isEmpty()
                && history.removals().isEmpty()
                && state.upcoming() == 0
                && state.ending().isEmpty()
                && cluster.nodes().stream()
                        .noneMatch(node ->
                                node.taint(TransientTaints.REPLACED).isPresent()
                                        || node.taint(TransientTaints.TO_BE_DELETED).isPresent());
    }

    /** No pod waits for anything but what nobody can give it. */
    public static boolean ofPods(List<PodVerdict> verdicts) {
        for (PodVerdict verdict : verdicts) {
            boolean waits =
                    switch (verdict) {
                        case PodVerdict.Unschedulable _ -> false;
                        case PodVerdict.Ignored ignored ->
                                switch (ignored.reason()) {
                                    case EXPENDABLE, GATED, OTHER_SCHEDULER, DAEMON_SET -> false;
                                    case NOT_UNSCHEDULABLE, YOUNG -> true;
                                };
                        case PodVerdict.FitsExistingNode _,
                                PodVerdict.TriggersScaleUp _,
                                PodVerdict.AwaitsEvaluation _ ->
                                true;
                    };
            if (waits) {
                return false;
            }
        }
        return true;
    }

    /**
     * No node is about to go by itself, or may be in a while: until it is known what goes, nobody
     * knows what room there is, and the load has fallen just now.
     */
    public static boolean ofRemovals(List<NodeVerdict> verdicts) {
        return verdicts.stream()
                .noneMatch(verdict ->
                        switch (verdict) {
                            case NodeVerdict.Unneeded unneeded ->
                                    unneeded.heldBack()
                                            .filter(reason ->
                                                    reason
                                                            != UnremovableReason
                                                                    .NOT_UNNEEDED_LONG_ENOUGH)
                                            .isEmpty();
                            case NodeVerdict.Replaced _ -> true;
                            case NodeVerdict.Unremovable _ -> false;
                        });
    }
}
