package io.plimsoll.autoscaler.decision.scaledown;

import io.plimsoll.autoscaler.decision.answer.UnremovableReason;
import io.plimsoll.autoscaler.decision.question.AutoscalingOptions.Parallelism;
import io.plimsoll.autoscaler.decision.question.History;
import java.time.Instant;
import java.util.Optional;

/**
 * How many more nodes may be removed at the same time, in all and of each group, and within an
 * hour. Mutable.
 */
final class RemovalBudget {

    private final DisruptionAllowance allowance;
    private int total;
    private int empty;
    private int drains;
    private long withinTheHour;

    RemovalBudget(
            Parallelism parallelism, History history, DisruptionAllowance allowance, Instant now) {
        this.allowance = allowance;
        int emptyInFlight =
                (int)
                        history.removals().values().stream()
                                .filter(History.RemovalInFlight::empty)
                                .count();
        int drainsInFlight = history.removals().size() - emptyInFlight;
        this.total = parallelism.total() - history.removals().size();
        this.empty = parallelism.empty() - emptyInFlight;
        this.drains = parallelism.drains() - drainsInFlight;
        this.withinTheHour = Cooldowns.removalsLeft(history.cooldown(), parallelism, now);
    }

    /** Empty when the node may go; then it counts as one that goes. */
    Optional<UnremovableReason> take(UnneededNode node) {
        boolean emptyNode = node.isEmpty();
        if (!allowance.allows(node.candidate().node(), node.group(), emptyNode)) {
            return Optional.of(UnremovableReason.DISRUPTION_BUDGET_REACHED);
        }
        if (total <= 0 || (emptyNode ? empty : drains) <= 0) {
            return Optional.of(UnremovableReason.PARALLELISM_REACHED);
        }
        if (withinTheHour <= 0) {
            return Optional.of(UnremovableReason.REMOVAL_RATE_REACHED);
        }
        allowance.take(node.candidate().node(), node.group());
        withinTheHour--;
        total--;
        if (emptyNode) {
            empty--;
        } else {
            drains--;
        }
        return Optional.empty();
    }
}
