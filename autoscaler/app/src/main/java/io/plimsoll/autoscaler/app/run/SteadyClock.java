package io.plimsoll.autoscaler.app.run;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.LongSupplier;

/**
 * Time since the process began, by the clock that nobody sets: patience neither ages nor freezes
 * when a machine's clock is set. Times that others write are compared with it, so a process whose
 * machine was set far off must not go on for ever: see {@link #offBy}.
 */
final class SteadyClock implements InstantSource {

    private final InstantSource wall;
    private final LongSupplier nanos;
    private final Instant start;
    private final long startNanos;

    SteadyClock() {
        this(InstantSource.system(), System::nanoTime);
    }

    /**
     * @param wall the machine's clock, which may be set
     * @param nanos as {@link System#nanoTime}
     */
    SteadyClock(InstantSource wall, LongSupplier nanos) {
        this.wall = wall;
        this.nanos = nanos;
        this.start = wall.instant();
        this.startNanos = nanos.getAsLong();
    }

    @Override
    public Instant instant() {
        return start.plusNanos(nanos.getAsLong() - startNanos);
    }

    /** By how much the machine's clock was set since the process began; positive: forward. */
    Duration offBy() {
        return Duration.between(instant(), wall.instant());
    }
}
