package io.plimsoll.autoscaler.simulation.spec;

import io.plimsoll.autoscaler.engine.actuation.EngineOptions;
import io.plimsoll.autoscaler.engine.loop.Pacing;
import java.time.Duration;
import java.time.Instant;

/**
 * How the world runs.
 *
 * @param start virtual time at the first moment
 */
public record WorldSettings(
        Instant start, Timing timing, AutoscalerSettings autoscaler, CloudFaults faults) {

    public static final WorldSettings DEFAULT =
            new WorldSettings(
                    Instant.parse("2026-01-01T00:00:00Z"),
                    Timing.DEFAULT,
                    AutoscalerSettings.DEFAULT,
                    CloudFaults.NONE);

    /**
     * The autoscaler's process: when it looks, how it decides and acts.
     *
     * @param scanInterval {@code --scan-interval}: it looks at least this often, and sooner as its
     *     process would ({@link Pacing})
     * @param scansOnly no news wakes it, as Cluster Autoscaler by default
     * @param hearsInterruptions {@code --interruption-queue}: it is told of Spot interruptions
     */
    public record AutoscalerSettings(
            EngineOptions options,
            Duration scanInterval,
            boolean scansOnly,
            boolean hearsInterruptions) {
        public static final AutoscalerSettings DEFAULT =
                new AutoscalerSettings(EngineOptions.DEFAULT, Duration.ofSeconds(10));

        /** Nobody tells it of interruptions. */
        public AutoscalerSettings(EngineOptions options, Duration scanInterval, boolean scansOnly) {
            this(options, scanInterval, scansOnly, false);
        }

        /** Woken by news; nobody tells it of interruptions. */
        public AutoscalerSettings(EngineOptions options, Duration scanInterval) {
            this(options, scanInterval, false);
        }

        public AutoscalerSettings {
            if (!scanInterval.isPositive()) {
                throw new IllegalArgumentException(
                        "The scan interval must be positive, not " + scanInterval);
            }
        }
    }
}
