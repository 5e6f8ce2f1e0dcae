package io.plimsoll.autoscaler.app.run;

import io.plimsoll.autoscaler.app.trace.LoopSpans;
import io.plimsoll.autoscaler.engine.loop.AutoscalerLoop;
import io.plimsoll.autoscaler.engine.port.LoopReport;
import java.util.function.BooleanSupplier;

/** Runs one loop after the other, each when the doorbell says so. */
final class LoopDriver {

    private final AutoscalerLoop loop;
    private final LoopSpans spans;
    private final Doorbell bell;

    LoopDriver(AutoscalerLoop loop, LoopSpans spans, Doorbell bell) {
        this.loop = loop;
        this.spans = spans;
        this.bell = bell;
    }

    /** Returns when {@code stopped} says so after a ring; a loop under way is finished first. */
    void run(BooleanSupplier stopped) throws InterruptedException {
        while (!stopped.getAsBoolean()) {
            bell.started();
            LoopReport report = spans.loop(loop::runOnce);
            bell.ended(report, loop.nextWakeup());
            bell.await(stopped);
        }
    }
}
