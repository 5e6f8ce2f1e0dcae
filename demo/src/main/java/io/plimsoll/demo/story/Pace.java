package io.plimsoll.demo.story;

import java.time.Duration;

/**
 * How long a story waits for what may still come.
 *
 * @param baseline how long nothing may change before the first load
 * @param underLoad how long nothing may change until a step under load has settled: longer than any
 *     reaction of HPA, scheduler and autoscaler takes to begin
 * @param sampling between two samples
 * @param jitterPercent how far a simulation's boots, pulls and starts may be from what the
 *     environment says
 */
public record Pace(Duration baseline, Duration underLoad, Duration sampling, int jitterPercent) {

    /** Of a story of hours. */
    public static final Pace USUAL =
            new Pace(Duration.ofMinutes(3), Duration.ofMinutes(3), Recorder.USUAL, 25);

    /**
     * Of a story of minutes, which somebody waits for, and which is the same wherever it is played.
     */
    public static final Pace SHORT =
            new Pace(Duration.ofSeconds(30), Duration.ofSeconds(75), Duration.ofSeconds(5), 0);
}
