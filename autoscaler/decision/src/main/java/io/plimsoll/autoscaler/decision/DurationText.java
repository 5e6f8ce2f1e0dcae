package io.plimsoll.autoscaler.decision;

import java.time.Duration;
import java.util.Locale;

/** Durations as Kubernetes and the flags write them, for messages to people. */
public final class DurationText {

    private DurationText() {}

    /** Such as {@code 1h30m}, {@code 15m} or {@code 10m1s}. */
    public static String of(Duration duration) {
        return duration.toString().substring("PT".length()).toLowerCase(Locale.ROOT);
    }
}
