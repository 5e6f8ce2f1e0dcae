package io.plimsoll.autoscaler.decision.scaledown;

import io.plimsoll.autoscaler.decision.question.AutoscalingOptions.Parallelism;
import io.plimsoll.autoscaler.decision.question.History;

/** How many more nodes may be removed at the same time. Mutable. */
final class RemovalBudget {

    private int total;
    private int empty;
    private int drains;

    RemovalBudget(Parallelism parallelism, History history) {
        int emptyInFlight =
                (int)
                        history.deletions().values().stream()
                                .filter(History.DeletionInFlight::empty)
                                .count();
        int drainsInFlight = history.deletions().size() - emptyInFlight;
        this.total = parallelism.total() - history.deletions().size();
        this.empty = parallelism.empty() - emptyInFlight;
        this.drains = parallelism.drains() - drainsInFlight;
    }

    boolean take(boolean emptyNode) {
        if (total <= 0 || (emptyNode ? empty : drains) <= 0) {
            return false;
        }
        total--;
        if (emptyNode) {
            empty--;
        } else {
            drains--;
        }
        return true;
    }
}
