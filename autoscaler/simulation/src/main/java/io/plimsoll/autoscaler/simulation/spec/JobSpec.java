package io.plimsoll.autoscaler.simulation.spec;

import io.plimsoll.autoscaler.decision.model.ObjectKey;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A Job of one pod that runs for a while and succeeds.
 *
 * @param duration from the container's start
 * @param load what it sends while its container runs; empty for a Job that only computes
 */
public record JobSpec(ObjectKey key, PodTemplate template, Duration duration, Optional<Load> load) {

    /**
     * @param deployment that serves the requests
     * @param connections that wait for an answer each before they send again; empty where requests
     *     are sent whatever became of earlier ones
     */
    public record Load(ObjectKey deployment, long requestsPerSecond, OptionalInt connections) {
        public Load(ObjectKey deployment, long requestsPerSecond) {
            this(deployment, requestsPerSecond, OptionalInt.empty());
        }
    }
}
