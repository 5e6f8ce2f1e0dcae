package io.plimsoll.autoscaler.app.page;

import com.sun.net.httpserver.HttpExchange;
import io.plimsoll.autoscaler.app.page.Feed.Frame;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Server-sent events for a bounded number of browsers, each on a thread of its own. Who does not
 * read what was written within a while is dropped; its browser comes back by itself.
 *
 * @see <a href="https://html.spec.whatwg.org/multipage/server-sent-events.html">HTML: server-sent
 *     events</a>
 */
final class EventStreams implements AutoCloseable {

    private static final int BROWSERS = 16;
    private static final Duration HEARTBEAT = Duration.ofSeconds(15);
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final int USUAL_SPEED = 1;

    private final Feed feed;
    private final Duration patience;
    private final Semaphore free = new Semaphore(BROWSERS);
    private final ScheduledExecutorService watch =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().daemon().name("page-watch").factory());

    EventStreams(Feed feed) {
        this(feed, PATIENCE);
    }

    /**
     * @param patience how long a write may take
     */
    EventStreams(Feed feed, Duration patience) {
        this.feed = feed;
        this.patience = patience;
    }

    /**
     * Sends until the browser goes.
     *
     * @return false where too many follow already, and nothing was sent
     */
    boolean serve(HttpExchange exchange, Query query) throws IOException {
        if (!free.tryAcquire()) {
            return false;
        }
        try {
            exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
            exchange.sendResponseHeaders(200, 0);
            send(
                    exchange.getResponseBody(),
                    feed.follow(query.number("after"), query.number("speed").orElse(USUAL_SPEED)));
        } catch (InterruptedException e) {
            // Too slow, or the server ends.
            Thread.currentThread().interrupt();
        } finally {
            free.release();
        }
        return true;
    }

    private void send(OutputStream out, Feed.Viewer viewer)
            throws IOException, InterruptedException {
        write(out, "retry: 2000\n\n");
        while (true) {
            Optional<Frame> frame = viewer.next(HEARTBEAT);
            write(
                    out,
                    frame.map(found ->
                                    "id: %d\ndata: %s\n\n".formatted(found.number(), found.json()))
                            .orElse(": nothing new\n\n"));
        }
    }

    /** An interrupt closes the connection's channel, whatever waits in it. */
    private void write(OutputStream out, String text) throws IOException {
        Future<?> late =
                watch.schedule(
                        Thread.currentThread()::interrupt,
                        patience.toMillis(),
                        TimeUnit.MILLISECONDS);
        try {
            out.write(text.getBytes(StandardCharsets.UTF_8));
            out.flush();
        } finally {
            late.cancel(false);
        }
    }

    @Override
    public void close() {
        watch.shutdownNow();
    }
}
