package io.plimsoll.autoscaler.simulation.spec;

import io.plimsoll.autoscaler.decision.model.Pod;
import java.time.Duration;
import java.util.Optional;

/**
 * A pod that comes and goes as it did elsewhere. One that has a controller is made anew when it is
 * evicted or loses its node, as long as it has not gone.
 *
 * @param pod on no node; its controller makes nothing by itself
 * @param comes since the world's start
 * @param stays until when
 */
public record TracedPod(Pod pod, Duration comes, Stay stays) {

    /** How long the pod is wanted. */
    public sealed interface Stay {

        /**
         * @param goes since the world's start; empty for ever
         */
        record Until(Optional<Duration> goes) implements Stay {}

        /**
         * A pod that does its work and ends.
         *
         * @param work from the moment at which it is ready
         */
        record ForWork(Duration work) implements Stay {}
    }
}
