package io.plimsoll.autoscaler.app.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class LifetimeTest {

    private final Lifetime lifetime = new Lifetime(new Doorbell(Duration.ZERO, Duration.ZERO));

    @Test
    void theEndInterruptsWhatWaitsForSomebodyElse() throws InterruptedException {
        CountDownLatch waits = new CountDownLatch(1);
        Thread.ofVirtual()
                .start(() -> {
                    awaitQuietly(waits);
                    lifetime.end(Lifetime.End.ASKED);
                });

        String outcome =
                lifetime.whileAlive(() -> {
                    waits.countDown();
                    return awaitQuietly(new CountDownLatch(1));
                });

        assertThat(outcome).isEqualTo("interrupted");
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
        assertThat(lifetime.exitCode()).isZero();
    }

    @Test
    void nothingWaitsAfterTheEnd() {
        lifetime.end(Lifetime.End.LEADERSHIP_LOST);

        assertThat(lifetime.whileAlive(() -> awaitQuietly(new CountDownLatch(1))))
                .isEqualTo("interrupted");
        assertThat(lifetime.exitCode()).isEqualTo(1);
    }

    private static String awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
            return "waited";
        } catch (InterruptedException e) {
            return "interrupted";
        }
    }
}
