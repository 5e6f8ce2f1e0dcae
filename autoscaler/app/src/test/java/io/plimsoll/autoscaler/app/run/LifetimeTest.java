package io.plimsoll.autoscaler.app.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.plimsoll.autoscaler.engine.loop.Pacing;
import io.plimsoll.autoscaler.engine.port.Leadership;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class LifetimeTest {

    private final List<Integer> halts = new CopyOnWriteArrayList<>();
    private final Lifetime lifetime = new Lifetime(new Doorbell(Pacing.Rhythm.DEFAULT), halts::add);

    @Test
    void mayActWhileItLeadsAndIsNotOver() {
        assertThat(lifetime.holdsFor(Duration.ZERO)).isFalse();

        lifetime.lead(time -> time.compareTo(Duration.ofSeconds(5)) < 0);
        assertThat(lifetime.holdsFor(Duration.ofSeconds(4))).isTrue();
        assertThat(lifetime.holdsFor(Duration.ofSeconds(5))).isFalse();

        lifetime.end(Lifetime.End.ASKED);
        assertThat(lifetime.holdsFor(Duration.ZERO)).isFalse();
    }

    @Test
    void whoeverLostLeadershipHaltsAtOnce() {
        lifetime.lead(Leadership.UNCONTESTED);
        lifetime.endAtOnce(Lifetime.End.LEADERSHIP_LOST);

        assertThat(halts).containsExactly(1);
        assertThat(lifetime.holdsFor(Duration.ZERO)).isFalse();
    }

    @Test
    void aSignalLetsItPutThingsAwayAndIsNoFailure() {
        Thread hook = Thread.ofVirtual().start(lifetime::endAndHalt);
        await().until(lifetime::isOver);
        assertThat(halts).isEmpty();

        lifetime.close();
        await().until(() -> !hook.isAlive());
        assertThat(halts).containsExactly(0);
    }

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
