package io.plimsoll.autoscaler.app.run;

import io.plimsoll.autoscaler.engine.loop.Pacing;
import io.plimsoll.autoscaler.engine.port.LoopReport;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** Wakes the loop when it is due. Its time counts from the start of the machine. */
final class Doorbell {

    private final Pacing pacing;

    Doorbell(Pacing.Rhythm rhythm) {
        this.pacing = new Pacing(rhythm);
    }

    /** There is news. Never blocks for long. */
    synchronized void ring() {
        pacing.news(now());
        notifyAll();
    }

    synchronized void started() {
        pacing.started();
    }

    synchronized void ended(LoopReport report, Optional<Duration> wakeup) {
        pacing.ended(report, wakeup, now());
    }

    /** Returns when the next loop is due, or when {@code stopped} says so after a ring. */
    synchronized void await(BooleanSupplier stopped) throws InterruptedException {
        while (!stopped.getAsBoolean()) {
            long millis = now().until(pacing.due()).toMillis();
            if (millis <= 0) {
                return;
            }
            wait(millis);
        }
    }

    private static Instant now() {
        return Instant.EPOCH.plusNanos(System.nanoTime());
    }
}
