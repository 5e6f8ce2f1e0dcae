package io.plimsoll.autoscaler.app.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class DoorbellTest {

    private static final Duration LONG = Duration.ofHours(1);

    @Test
    @Timeout(30)
    void someoneWhoRangBeforeIsNotForgotten() throws InterruptedException {
        Doorbell bell = new Doorbell(Duration.ofMillis(1), Duration.ofMillis(10));
        bell.ring();
        bell.ring();
        bell.await(LONG);
    }

    @Test
    void ringsThatComeCloseTogetherWakeOnce() throws InterruptedException {
        Doorbell bell = new Doorbell(Duration.ofMillis(20), Duration.ofMillis(200));
        bell.ring();
        bell.ring();
        bell.await(LONG);

        long start = System.nanoTime();
        bell.await(Duration.ofMillis(50));
        assertThat(Duration.ofNanos(System.nanoTime() - start))
                .isGreaterThanOrEqualTo(Duration.ofMillis(50));
    }

    @Test
    @Timeout(30)
    void someoneWhoNeverStopsRingingIsHeardAllTheSame() throws InterruptedException {
        Doorbell bell = new Doorbell(Duration.ofSeconds(5), Duration.ofMillis(50));
        Thread ringer =
                Thread.ofVirtual()
                        .start(() -> {
                            while (!Thread.currentThread().isInterrupted()) {
                                bell.ring();
                                Thread.onSpinWait();
                            }
                        });
        bell.await(LONG);
        ringer.interrupt();
        ringer.join();
    }
}
