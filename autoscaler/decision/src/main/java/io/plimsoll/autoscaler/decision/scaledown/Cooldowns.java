package io.plimsoll.autoscaler.decision.scaledown;

import io.plimsoll.autoscaler.decision.question.AutoscalingOptions.Delays;
import io.plimsoll.autoscaler.decision.question.AutoscalingOptions.Parallelism;
import io.plimsoll.autoscaler.decision.question.History;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Times after other actions in which no node is removed. */
public final class Cooldowns {

    private static final Duration WINDOW = Duration.ofHours(1);

    private Cooldowns() {}

    /**
     * @param group of the node that may go
     */
    static boolean isActive(History.Cooldown history, Delays delays, String group, Instant now) {
        return delays.local()
                ? isActive(
                        history.byGroup().getOrDefault(group, History.Cooldown.NONE), delays, now)
                : isActive(history, delays, now);
    }

    /** Of the whole cluster. */
    public static boolean isActive(History.Cooldown history, Delays delays, Instant now) {
        return isWithin(history.lastScaleUp(), delays.afterAdd(), now)
                || isWithin(history.lastRemoval(), delays.afterDelete(), now)
                || isWithin(history.lastFailedRemoval(), delays.afterFailure(), now);
    }

    /** After a removal that failed, for nodes that wait for nothing else. */
    static boolean isActiveAfterFailure(History.Cooldown history, Delays delays, Instant now) {
        return isWithin(history.lastFailedRemoval(), delays.afterFailure(), now);
    }

    /** How many removals may still begin, by how many began within the last hour. */
    public static long removalsLeft(
            History.Cooldown history, Parallelism parallelism, Instant now) {
        return parallelism.perHour() == 0
                ? Long.MAX_VALUE
                : parallelism.perHour()
                        - history.removals().stream()
                                .filter(began -> began.plus(WINDOW).isAfter(now))
                                .count();
    }

    private static boolean isWithin(Optional<Instant> last, Duration delay, Instant now) {
        return last.filter(at -> at.plus(delay).isAfter(now)).isPresent();
    }
}
