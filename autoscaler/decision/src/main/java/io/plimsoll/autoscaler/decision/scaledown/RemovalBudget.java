package io.plimsoll.autoscaler.decision.scaledown;

import io.plimsoll.autoscaler.decision.answer.UnremovableReason;
import io.plimsoll.autoscaler.decision.question.AutoscalingOptions.Parallelism;
import io.plimsoll.autoscaler.decision.question.History;
import java.time.Instant;
import java.util.Optional;

/** How many more nodes may be removed at the same time, and within an hour. Mutable. */
final class RemovalBudget {

    private int total;
    private int empty;
    private int drains;
    private long withinTheHour;

    RemovalBudget(Parallelism parallelism, History history, Instant now) {
        int emptyInFlight =
                (int)
                        history.deletions().values().stream()
                                .filter(History.DeletionInFlight::empty)
                                .count();
        int drainsInFlight = history.deletions().size() - emptyInFlight;
        this.total = parallelism.total() - history.deletions().size();
        this.empty = parallelism.empty() - emptyInFlight;
        this.drains = parallelism.drains() - drainsInFlight;
        this.withinTheHour = Cooldowns.removalsLeft(history.cooldown(), parallelism, now);
    }

    /** Empty when the node may go; then it counts as one that goes. */
    Optional<UnremovableReason> take(boolean emptyNode) {
        if (total <= 0 || (emptyNode ? empty : drains) <= 0) {
            return Optional.of(UnremovableReason.PARALLELISM_REACHED);
        }
        if (withinTheHour <= 0) {
            return Optional.of(UnremovableReason.REMOVAL_RATE_REACHED);
        }
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
