package io.plimsoll.autoscaler.kubernetes.report;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.plimsoll.autoscaler.engine.port.ClusterStatus;
import io.plimsoll.autoscaler.engine.port.LoopReport;
import io.plimsoll.autoscaler.engine.port.Reporter;
import io.plimsoll.autoscaler.engine.port.ScaleUpMemory;
import io.plimsoll.autoscaler.kubernetes.outage.Outages;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the cluster: events on its objects, and the status ConfigMap. Writes happen on a thread of
 * their own. The latest status goes before all events that wait; when the API server is so slow
 * that a thousand of them do, further ones are dropped, and how many is told when it answers again.
 */
public final class KubernetesReporter implements Reporter, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(KubernetesReporter.class);
    private static final int MAX_WAITING = 1000;
    private static final Duration CLOSING_TIME = Duration.ofSeconds(5);

    private final EventWriter events;
    private final Optional<StatusWriter> status;
    private final Outages outages;
    private final RecentEvents recent = new RecentEvents();
    private final InstantSource clock;
    private final AtomicReference<Optional<ClusterStatus>> latest =
            new AtomicReference<>(Optional.empty());
    private final AtomicInteger dropped = new AtomicInteger();
    private final Runnable statusTask = this::writeLatest;
    private final ThreadPoolExecutor writer =
            new ThreadPoolExecutor(
                    1,
                    1,
                    0,
                    TimeUnit.SECONDS,
                    new ArrayBlockingQueue<>(MAX_WAITING),
                    Thread.ofPlatform().daemon().name("kubernetes-reporter").factory(),
                    this::rejected);

    /**
     * @param uids of objects by reference, so that {@code kubectl describe} finds their events
     * @param statusObject the ConfigMap; empty to write none ({@code
     *     --write-status-configmap=false})
     */
    public KubernetesReporter(
            KubernetesClient client,
            Function<ObjectReference, Optional<String>> uids,
            Optional<ObjectReference> statusObject,
            Outages outages,
            InstantSource clock) {
        this.events = new EventWriter(client, uids);
        this.status = statusObject.map(object -> new StatusWriter(client, object));
        this.outages = outages;
        this.clock = clock;
    }

    /**
     * What the process before this one knew of nodes on their way; nothing where that cannot be
     * read, which costs patience alone. Time in which nobody wrote a status does not count: a node
     * cannot register either with an API server that is away.
     */
    public ScaleUpMemory remembered() {
        try {
            return status.map(writer -> writer.remembered(clock.instant()))
                    .orElse(ScaleUpMemory.NONE);
        } catch (RuntimeException failure) {
            LOG.warn("Starts without what an earlier process knew: {}", failure.getMessage());
            return ScaleUpMemory.NONE;
        }
    }

    @Override
    public void event(ObjectReference object, Severity severity, String reason, String message) {
        Instant now = clock.instant();
        if (recent.isNew(new RecentEvents.Event(object, reason, message), now)) {
            writer.execute(() -> {
                writeLatest();
                write("write events", () -> events.write(object, severity, reason, message, now));
            });
        }
    }

    @Override
    public void status(ClusterStatus current) {
        if (status.isPresent() && latest.getAndSet(Optional.of(current)).isEmpty()) {
            writer.execute(statusTask);
        }
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

    /** A status is not lost where the queue is full: what comes next of it writes it first. */
    private void rejected(Runnable task, ThreadPoolExecutor full) {
        if (!task.equals(statusTask)) {
            dropped.incrementAndGet();
        }
    }

    private void writeLatest() {
        latest.getAndSet(Optional.empty())
                .ifPresent(current ->
                        write(
                                "write the status",
                                () -> status.ifPresent(target -> target.write(current))));
    }

    private void write(String what, Runnable write) {
        try {
            write.run();
            outages.answered(what);
            int lost = dropped.getAndSet(0);
            if (lost > 0) {
                LOG.warn("The API server was too slow: {} events were dropped", lost);
            }
        } catch (RuntimeException failure) {
            outages.failed(what, String.valueOf(failure.getMessage()));
        }
    }
}
