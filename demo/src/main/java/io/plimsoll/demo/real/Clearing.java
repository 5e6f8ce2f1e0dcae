package io.plimsoll.demo.real;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * What is to be taken away again, the last first, when a story is over or this process is asked to
 * end; whatever fails, the rest goes on.
 */
final class Clearing implements AutoCloseable {

    private static final Duration LONG = Duration.ofHours(1);

    private final Deque<Runnable> steps = new ArrayDeque<>();
    private final Thread hook = new Thread(this::clear);
    private volatile boolean ending;

    private Clearing() {}

    static Clearing begin() {
        Clearing clearing = new Clearing();
        Runtime.getRuntime().addShutdownHook(clearing.hook);
        return clearing;
    }

    synchronized void later(Runnable step) {
        steps.push(step);
    }

    /** Does not return while this process ends: what a story then sees is no story any more. */
    void holdWhileEnding() throws InterruptedException {
        while (ending) {
            Thread.sleep(LONG);
        }
    }

    private synchronized void clear() {
        ending = true;
        while (!steps.isEmpty()) {
            quietly(steps.pop());
        }
    }

    static void quietly(Runnable step) {
        try {
            step.run();
        } catch (RuntimeException _) {
            // The next step may still work.
        }
    }

    @Override
    public void close() {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException _) {
            // This process ends, and the hook is at work.
            return;
        }
        clear();
    }
}
