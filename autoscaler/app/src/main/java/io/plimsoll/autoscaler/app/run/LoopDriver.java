package io.plimsoll.autoscaler.app.run;

import io.plimsoll.autoscaler.engine.loop.AutoscalerLoop;
import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Runs loops: every scan interval, and sooner when there is news or the engine asks for it. */
final class LoopDriver {

    private final AutoscalerLoop loop;
    private final Doorbell bell;
    private final Duration scanInterval;

    LoopDriver(AutoscalerLoop loop, Doorbell bell, Duration scanInterval) {
        this.loop = loop;
        this.bell = bell;
        this.scanInterval = scanInterval;
    }

    /** Returns when {@code stopped} says so after a ring; a loop under way is finished first. */
    void run(BooleanSupplier stopped) throws InterruptedException {
        while (!stopped.getAsBoolean()) {
            loop.runOnce();
            Duration wakeup = loop.nextWakeup().orElse(scanInterval);
            if (!stopped.getAsBoolean()) {
                bell.await(wakeup.compareTo(scanInterval) < 0 ? wakeup : scanInterval);
            }
        }
    }
}
