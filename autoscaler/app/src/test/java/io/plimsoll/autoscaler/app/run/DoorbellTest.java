package io.plimsoll.autoscaler.app.run;

import io.plimsoll.autoscaler.engine.loop.Pacing;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class DoorbellTest {

    private static final Duration LONG = Duration.ofHours(1);
    private static final Duration SHORT = Duration.ofMillis(1);

    @Test
    @Timeout(30)
    void someoneWhoRangDuringTheLoopIsNotForgotten() throws InterruptedException {
        Doorbell bell = new Doorbell(new Pacing.Rhythm(LONG, SHORT, SHORT));
        bell.started();
        bell.ring();
        bell.ended(Reports.with(List.of()), Optional.empty());
        bell.await(() -> false);
    }

    @Test
    @Timeout(30)
    void theScanIntervalEndsTheWait() throws InterruptedException {
        Doorbell bell = new Doorbell(new Pacing.Rhythm(SHORT, LONG, LONG));
        bell.started();
        bell.ended(Reports.with(List.of()), Optional.empty());
        bell.await(() -> false);
    }

    @Test
    @Timeout(30)
    void aRingEndsTheWaitOfWhoeverIsToStop() throws InterruptedException {
        AtomicBoolean stopped = new AtomicBoolean();
        Doorbell bell = new Doorbell(new Pacing.Rhythm(LONG, LONG, LONG));
        bell.started();
        bell.ended(Reports.with(List.of()), Optional.empty());
        Thread signal =
                Thread.ofVirtual()
                        .start(() -> {
                            stopped.set(true);
                            bell.ring();
                        });
        bell.await(stopped::get);
        signal.join();
    }
}
