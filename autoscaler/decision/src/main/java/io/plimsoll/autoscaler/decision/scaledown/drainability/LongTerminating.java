package io.plimsoll.autoscaler.decision.scaledown.drainability;

import io.plimsoll.autoscaler.decision.model.Pod;
import java.time.Duration;
import java.time.Instant;

/** Pods that were asked to end, and whose time for that ran out half a minute ago. */
public final class LongTerminating {

    private static final Duration EXTRA = Duration.ofSeconds(30);

    private LongTerminating() {}

    public static boolean test(Pod pod, Instant now) {
        return pod.metadata()
                .deletionTime()
                .filter(asked ->
                        asked.plus(pod.spec().policy().terminationGracePeriod())
                                .plus(EXTRA)
                                .isBefore(now))
                .isPresent();
    }
}
