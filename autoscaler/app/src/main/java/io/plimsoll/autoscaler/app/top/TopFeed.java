package io.plimsoll.autoscaler.app.top;

import io.plimsoll.autoscaler.app.InvalidInputException;
import io.plimsoll.environment.input.InvalidFileException;
import java.io.PrintWriter;
import java.io.Writer;
import java.time.Duration;
import java.util.TreeSet;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Looks again when a watch has news, or the interval is over: at most once a second, and at most
 * half of the time.
 */
final class TopFeed implements AutoCloseable {

    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final Thread thread;

    private TopFeed(Thread thread) {
        this.thread = thread;
    }

    static TopFeed start(TopLook look, TopTerminal screen, Semaphore news, Duration interval) {
        Runnable looking =
                () -> {
                    try {
                        while (!screen.isOver()) {
                            boolean _ = news.tryAcquire(interval.toMillis(), TimeUnit.MILLISECONDS);
                            int _ = news.drainPermits();
                            TimeUnit.NANOSECONDS.sleep(pauseAfter(look, screen).toNanos());
                        }
                    } catch (InterruptedException closed) {
                        Thread.currentThread().interrupt();
                    } catch (RuntimeException ours) {
                        screen.fail(ours);
                    }
                };
        return new TopFeed(Thread.ofPlatform().daemon().name("look").start(looking));
    }

    private static Duration pauseAfter(TopLook look, TopTerminal screen) {
        long began = System.nanoTime();
        try {
            screen.show(look.now(new PrintWriter(Writer.nullWriter())));
            if (!look.stale().isEmpty()) {
                screen.showProblem(
                        "nothing is heard of " + String.join(", ", new TreeSet<>(look.stale())));
            }
        } catch (InvalidInputException | InvalidFileException unseen) {
            screen.showProblem(String.valueOf(unseen.getMessage()));
        }
        Duration took = Duration.ofNanos(System.nanoTime() - began);
        return took.compareTo(PAUSE) > 0 ? took : PAUSE;
    }

    /** Returns when nobody looks any more: then what is looked at may be closed. */
    @Override
    public void close() {
        thread.interrupt();
        try {
            thread.join();
        } catch (InterruptedException asked) {
            Thread.currentThread().interrupt();
        }
    }
}
