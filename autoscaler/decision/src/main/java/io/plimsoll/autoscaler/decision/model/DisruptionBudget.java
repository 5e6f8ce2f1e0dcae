package io.plimsoll.autoscaler.decision.model;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * How many nodes of a group may be on their way out by choice at a time.
 *
 * <p>Source: Karpenter, "Disruption budgets" (v1): of several that hold, the one that allows least
 * counts, and a node that is not ready counts as one on its way out.
 *
 * @param written as people write it
 * @param reasons what it holds for; for everything where empty
 * @param window when it holds; always where empty
 */
public record DisruptionBudget(
        String written, Most most, List<Reason> reasons, Optional<Window> window) {

    public DisruptionBudget {
        reasons = List.copyOf(reasons);
    }

    /**
     * @param percent whether it is a share of the group's nodes, and not a number
     */
    public record Most(int amount, boolean percent) {
        /** Rounded up, as a small group could not change else. */
        public int of(int nodes) {
            return percent ? (int) ((nodes * (long) amount + 99) / 100) : amount;
        }
    }

    /** From a time of the schedule on, for so long. */
    public record Window(CronTimes begins, Duration lasts) {

        /** Of the window that it is in; empty outside. */
        private Optional<Instant> end(Instant now) {
            return begins.latestBetween(now.minus(lasts), now).map(begin -> begin.plus(lasts));
        }
    }

    /** Why a node is taken away by choice. */
    public enum Reason {
        /** Others have room for its pods, or serve them for less. */
        UNDERUTILIZED,
        /** No pod has to move. */
        EMPTY,
        /** Karpenter's: a node is not as its class is now. Nothing is taken away for it here. */
        DRIFTED
    }

    /** Of those that hold now, the one that allows least; empty where nothing is limited. */
    public static Optional<DisruptionBudget> tightest(
            List<DisruptionBudget> budgets, Reason reason, int nodes, Instant now) {
        return budgets.stream()
                .filter(budget -> budget.reasons.isEmpty() || budget.reasons.contains(reason))
                .filter(budget -> budget.holds(now))
                .min(Comparator.comparingInt(budget -> budget.most.of(nodes)));
    }

    /** When the first of the windows ends in which it is now. */
    public static Optional<Instant> nextEnd(List<DisruptionBudget> budgets, Instant now) {
        return budgets.stream()
                .flatMap(budget -> budget.window.stream())
                .flatMap(window -> window.end(now).stream())
                .min(Comparator.naturalOrder());
    }

    private boolean holds(Instant now) {
        return window.map(open -> open.end(now).isPresent()).orElse(true);
    }
}
