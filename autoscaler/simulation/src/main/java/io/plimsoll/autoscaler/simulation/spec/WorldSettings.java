package io.plimsoll.autoscaler.simulation.spec;

import io.plimsoll.autoscaler.decision.AutoscalingOptions;
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
     * The autoscaler's process: when it looks, and how it decides.
     *
     * @param scanInterval {@code --scan-interval}: it looks at least this often
     * @param idleWindow after an event that wakes it, how long nothing more must happen before it
     *     looks
     */
    public record AutoscalerSettings(
            AutoscalingOptions options, Duration scanInterval, Duration idleWindow) {
        public static final AutoscalerSettings DEFAULT =
                new AutoscalerSettings(
                        AutoscalingOptions.DEFAULT, Duration.ofSeconds(10), Duration.ofSeconds(1));
    }
}
