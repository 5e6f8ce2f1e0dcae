package io.plimsoll.autoscaler.decision.intake;

import io.plimsoll.autoscaler.decision.model.Pod;
import java.time.Duration;
import java.time.Instant;

/** How old a pod must be before a node is added for it. */
final class ScaleUpDelay {

    private ScaleUpDelay() {}

    /** A pod's own delay counts when it is not shorter than the flag's. */
    static boolean isOver(Pod pod, Duration flag, Instant now) {
        Duration delay =
                pod.spec()
                        .policy()
                        .scaleUpDelay()
                        .filter(own -> own.compareTo(flag) >= 0)
                        .orElse(flag);
        return pod.metadata().creationTime().plus(delay).isBefore(now);
    }
}
