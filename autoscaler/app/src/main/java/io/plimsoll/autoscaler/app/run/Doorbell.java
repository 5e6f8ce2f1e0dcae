package io.plimsoll.autoscaler.app.run;

import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;

/** Wakes the loop when there is news. Rings that come close together wake it once. */
final class Doorbell {

    private enum Ring {
        NEWS
    }

    private final BlockingQueue<Ring> rings = new ArrayBlockingQueue<>(1);
    private final Duration idle;
    private final Duration longestIdle;

    /**
     * @param idle so long nobody must ring before the loop starts: pods of one Deployment become
     *     unschedulable one after another, and one look at all of them is better than one at each
     * @param longestIdle after the first ring, whatever comes then
     */
    Doorbell(Duration idle, Duration longestIdle) {
        this.idle = idle;
        this.longestIdle = longestIdle;
    }

    /** Never blocks. */
    void ring() {
        boolean _ = rings.offer(Ring.NEWS);
    }

    /** Returns after {@code atMost}, or when someone rang and it became quiet. */
    void await(Duration atMost) throws InterruptedException {
        if (rings.poll(atMost.toNanos(), TimeUnit.NANOSECONDS) == null) {
            return;
        }
        long deadline = System.nanoTime() + longestIdle.toNanos();
        long wait = idle.toNanos();
        while (wait > 0 && rings.poll(wait, TimeUnit.NANOSECONDS) != null) {
            wait = Math.min(idle.toNanos(), deadline - System.nanoTime());
        }
    }
}
