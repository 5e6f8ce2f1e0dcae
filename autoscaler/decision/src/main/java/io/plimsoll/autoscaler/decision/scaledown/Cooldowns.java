package io.plimsoll.autoscaler.decision.scaledown;

import io.plimsoll.autoscaler.decision.question.AutoscalingOptions.Delays;
import io.plimsoll.autoscaler.decision.question.History;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Times after other actions in which no node is removed. */
public final class Cooldowns {

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
                || isWithin(history.lastDeletion(), delays.afterDelete(), now)
                || isWithin(history.lastFailedDeletion(), delays.afterFailure(), now);
    }

    /** After a removal that failed, for nodes that wait for nothing else. */
    static boolean isActiveAfterFailure(History.Cooldown history, Delays delays, Instant now) {
        return isWithin(history.lastFailedDeletion(), delays.afterFailure(), now);
    }

    private static boolean isWithin(Optional<Instant> last, Duration delay, Instant now) {
        return last.filter(at -> at.plus(delay).isAfter(now)).isPresent();
    }
}
