package io.plimsoll.autoscaler.kubernetes.report;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.plimsoll.autoscaler.engine.port.ClusterStatus;
import io.plimsoll.autoscaler.engine.port.LoopReport;
import io.plimsoll.autoscaler.engine.port.Reporter;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the cluster: events on its objects, and the status ConfigMap. Writes happen on a thread of
 * their own; when the API server is so slow that a thousand wait, further ones are dropped with a
 * warning.
 */
public final class KubernetesReporter implements Reporter, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(KubernetesReporter.class);
    private static final int MAX_WAITING = 1000;
    private static final Duration CLOSING_TIME = Duration.ofSeconds(5);

    private final EventWriter events;
    private final Optional<StatusWriter> status;
    private final RecentEvents recent = new RecentEvents();
    private final InstantSource clock;
    private final ThreadPoolExecutor writer =
            new ThreadPoolExecutor(
                    1,
                    1,
                    0,
                    TimeUnit.SECONDS,
                    new ArrayBlockingQueue<>(MAX_WAITING),
                    Thread.ofPlatform().daemon().name("kubernetes-reporter").factory(),
                    (_, _) -> LOG.warn("The API server is too slow: an event was dropped"));

    /**
     * @param uids of objects by reference, so that {@code kubectl describe} finds their events
     * @param statusObject the ConfigMap; empty to write none ({@code
     *     --write-status-configmap=false})
     */
    public KubernetesReporter(
            KubernetesClient client,
            Function<ObjectReference, Optional<String>> uids,
            Optional<ObjectReference> statusObject,
            InstantSource clock) {
        this.events = new EventWriter(client, uids);
        this.status = statusObject.map(object -> new StatusWriter(client, object));
        this.clock = clock;
    }

    @Override
    public void event(ObjectReference object, Severity severity, String reason, String message) {
        Instant now = clock.instant();
        if (recent.isNew(new RecentEvents.Event(object, reason, message), now)) {
            write("event", () -> events.write(object, severity, reason, message, now));
        }
    }

    @Override
    public void status(ClusterStatus current) {
        status.ifPresent(target -> write("status", () -> target.write(current)));
    }

    @Override
    public void loopEnded(LoopReport report) {}

    /** Writes what still waits, for a few seconds at most. */
    @Override
    public void close() {
        writer.shutdown();
        try {
            if (!writer.awaitTermination(CLOSING_TIME.toMillis(), TimeUnit.MILLISECONDS)) {
                writer.shutdownNow();
            }
        } catch (InterruptedException interrupted) {
            writer.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }

    private void write(String what, Runnable write) {
        writer.execute(() -> {
            try {
                write.run();
            } catch (RuntimeException failure) {
                LOG.warn("Cannot write {}: {}", what, failure.getMessage());
            }
        });
    }
}
