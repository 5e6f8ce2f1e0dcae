package io.plimsoll.autoscaler.app.run;

import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** How long this process leads, and why it ends. */
final class Lifetime {

    /** Why the process ends, with the exit code that says so. */
    enum End {
        /** A signal: all is well. */
        ASKED(0),
        /** Another process may act now; this one must not. */
        LEADERSHIP_LOST(1),
        /** Started again, it may find the API server. */
        NO_CLUSTER(1);

        private final int exitCode;

        End(int exitCode) {
            this.exitCode = exitCode;
        }
    }

    private final Doorbell bell;
    private final AtomicReference<@Nullable End> end = new AtomicReference<>();
    private final Object lock = new Object();
    private Optional<Thread> waiting = Optional.empty();
    private final CountDownLatch leadingOrOver = new CountDownLatch(1);
    private final CountDownLatch closed = new CountDownLatch(1);

    Lifetime(Doorbell bell) {
        this.bell = bell;
    }

    void lead() {
        leadingOrOver.countDown();
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
            closed.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        Runtime.getRuntime().halt(exitCode());
    }
}
