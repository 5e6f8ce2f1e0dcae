package io.plimsoll.autoscaler.decision.intake;

import io.plimsoll.autoscaler.decision.model.Pod;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** How old a pod must be before a node is added for it. */
final class ScaleUpDelay {

    private static final String ANNOTATION = "cluster-autoscaler.kubernetes.io/pod-scale-up-delay";

    private ScaleUpDelay() {}

    /** A pod's own delay counts when it is not shorter than the flag's. */
    static boolean isOver(Pod pod, Duration flag, Instant now) {
        Duration delay =
                Optional.ofNullable(pod.metadata().annotations().get(ANNOTATION))
                        .flatMap(GoDuration::parse)
                        .filter(own -> own.compareTo(flag) >= 0)
                        .orElse(flag);
        return pod.metadata().creationTime().plus(delay).isBefore(now);
    }
}
