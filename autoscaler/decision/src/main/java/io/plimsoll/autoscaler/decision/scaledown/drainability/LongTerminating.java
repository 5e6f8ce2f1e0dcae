package io.plimsoll.autoscaler.decision.scaledown.drainability;

import io.plimsoll.autoscaler.decision.model.Pod;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Pods that were asked to end, and whose time for that ran out half a minute ago. */
public final class LongTerminating {

    private static final Duration EXTRA = Duration.ofSeconds(30);

    private LongTerminating() {}

    public static boolean test(Pod pod, Instant now) {
        Optional<Instant> asked = pod.metadata().deletionTime();
        return asked.isPresent()
                && asked.get()
                        .plus(pod.spec().policy().terminationGracePeriod())
                        .plus(EXTRA)
                        .isBefore(now);
    }
}
