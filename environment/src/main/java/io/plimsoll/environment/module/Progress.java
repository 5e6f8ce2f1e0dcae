package io.plimsoll.environment.module;

import java.io.PrintWriter;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Says on a terminal's standard error what takes its time, and for how long it has been going on;
 * takes the line away at the end, so nothing else may be told meanwhile. What is soon over says
 * nothing. The launcher knows whether there is a terminal.
 */
public final class Progress implements AutoCloseable {

    static final String PROPERTY = "plimsoll.progress";
    private static final long SOON_MILLIS = 300;
    private static final long BEAT_MILLIS = 200;
    private static final String[] FRAMES = {"⠋", "⠙", "⠸", "⠴", "⠦", "⠇"};

    private final PrintWriter err;
    private final String what;
    private final CountDownLatch ended = new CountDownLatch(1);
    private final Thread thread;

    private Progress(PrintWriter err, String what) {
        this.err = err;
        this.what = what;
        this.thread = Thread.ofVirtual().unstarted(this::show);
    }

    /**
     * @param what such as {@code Synthesizing}
     * @param quiet whether to say nothing at all
     */
    public static Progress of(PrintWriter err, String what, boolean quiet) {
        Progress progress = new Progress(err, what);
        if (Boolean.getBoolean(PROPERTY) && !quiet) {
            progress.thread.start();
        }
        return progress;
    }

    @Override
    public void close() {
        ended.countDown();
        try {
            thread.join();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void show() {
        long start = System.nanoTime();
        try {
            if (ended.await(SOON_MILLIS, TimeUnit.MILLISECONDS)) {
                return;
            }
            int frame = 0;
            do {
                long seconds = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - start);
                err.print(
                        "\r%s %s… %d s".formatted(FRAMES[frame++ % FRAMES.length], what, seconds));
                err.flush();
            } while (!ended.await(BEAT_MILLIS, TimeUnit.MILLISECONDS));
            err.print("\r" + " ".repeat(what.length() + 20) + "\r");
            err.flush();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
