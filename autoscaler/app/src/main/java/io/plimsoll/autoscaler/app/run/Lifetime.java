package io.plimsoll.autoscaler.app.run;

import io.plimsoll.autoscaler.engine.port.Leadership;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntConsumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * How long this process may act, and why it ends. From the end on it leads no more, so that a loop
 * under way stops before its next write.
 */
final class Lifetime implements Leadership {

    /** Well within the 30 seconds that a kubelet gives. */
    private static final Duration PUTTING_AWAY = Duration.ofSeconds(20);

    /** Why the process ends, with the exit code that says so. */
    enum End {
        /** A signal: all is well. */
        ASKED(0),
        /** Another process may act now; this one must not. */
        LEADERSHIP_LOST(1),
        /** Started again, it may find the API server. */
        NO_CLUSTER(1),
        /** Started again, it measures the ages of objects by the new time. */
        CLOCK_SET(1);

        private final int exitCode;

        End(int exitCode) {
            this.exitCode = exitCode;
        }
    }

    private final Doorbell bell;
    private final IntConsumer halt;
    private final AtomicReference<@Nullable End> end = new AtomicReference<>();
    private final Object lock = new Object();
    private Optional<Thread> waiting = Optional.empty();
    private final CountDownLatch leadingOrOver = new CountDownLatch(1);
    private final CountDownLatch closed = new CountDownLatch(1);
    private volatile Leadership term = _ -> false;

    /**
     * @param halt ends the process at once with an exit code: {@link Runtime#halt}
     */
    Lifetime(Doorbell bell, IntConsumer halt) {
        this.bell = bell;
        this.halt = halt;
    }

    void lead(Leadership elected) {
        term = elected;
        leadingOrOver.countDown();
    }

    @Override
    public boolean holdsFor(Duration time) {
        return !isOver() && term.holdsFor(time);
    }

    /** The first reason counts. */
    void end(End reason) {
        end.compareAndSet(null, reason);
        leadingOrOver.countDown();
        bell.ring();
        synchronized (lock) {
            waiting.ifPresent(Thread::interrupt);
        }
    }

    /** As upstream: whoever lost leadership puts nothing away, for that would take time. */
    void endAtOnce(End reason) {
        end(reason);
        halt.accept(exitCode());
    }

    /** For what may wait long for somebody else: the end interrupts it. */
    <T> T whileAlive(Supplier<T> work) {
        synchronized (lock) {
            waiting = Optional.of(Thread.currentThread());
            if (isOver()) {
                Thread.currentThread().interrupt();
            }
        }
        try {
            return work.get();
        } finally {
            synchronized (lock) {
                waiting = Optional.empty();
                var _ = Thread.interrupted();
            }
        }
    }

    boolean isOver() {
        return end.get() != null;
    }

    /** Returns when this process leads, or is over before. */
    void awaitLeadership() throws InterruptedException {
        leadingOrOver.await();
    }

    /** Everything is put away. */
    void close() {
        closed.countDown();
    }

    int exitCode() {
        End reason = end.get();
        return reason == null ? 0 : reason.exitCode;
    }

    /** For the hook that a signal starts. Being asked to stop is no failure: no 143. */
    void endAndHalt() {
        if (closed.getCount() == 0) {
            // The process ends by itself, with an exit code of its own.
            return;
        }
        end(End.ASKED);
        try {
            boolean _ = closed.await(PUTTING_AWAY.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        halt.accept(exitCode());
    }
}
