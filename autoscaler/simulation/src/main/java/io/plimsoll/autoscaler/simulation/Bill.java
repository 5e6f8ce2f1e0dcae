package io.plimsoll.autoscaler.simulation;

import java.time.Duration;

/** Money spent, to the microsecond of each instance. */
final class Bill {
    private static final long MICROS_PER_HOUR = Duration.ofHours(1).toNanos() / 1000;

    private long microUsdTimesMicros;

    /**
     * @param microUsdPerHour of everything that is paid for during that time
     */
    void add(long microUsdPerHour, Duration time) {
        microUsdTimesMicros += microUsdPerHour * (time.toNanos() / 1000);
    }

    long microUsd() {
        return microUsdTimesMicros / MICROS_PER_HOUR;
    }
}
