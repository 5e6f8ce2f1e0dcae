package io.plimsoll.autoscaler.simulation.cluster;

import io.plimsoll.autoscaler.decision.model.ObjectKey;
import io.plimsoll.autoscaler.simulation.clock.VirtualClock;
import io.plimsoll.autoscaler.simulation.cluster.CpuMeter.Counter;
import io.plimsoll.autoscaler.simulation.hpa.PodSample.Metric;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * metrics-server 0.7: once in each resolution it reads the CPU time of every running pod that a
 * Deployment owns. A metric is the mean between two readings, so it lags behind what a pod uses; a
 * pod has none before its second reading, unless its containers started so long before the first
 * that their start can stand for one.
 *
 * @see <a
 *     href="https://github.com/kubernetes-sigs/metrics-server/blob/v0.7.1/pkg/storage/pod.go">its
 *     storage</a>
 */
final class MetricsServer {
    /** {@code freshContainerMinMetricsResolution}. */
    private static final Duration LEAST_FRESH_WINDOW = Duration.ofSeconds(10);

    private static final long MILLI = 1000;

    private final VirtualClock clock;
    private final CpuMeter meter;
    private final SortedMap<ObjectKey, Metric> metrics = new TreeMap<>();
    private SortedMap<ObjectKey, Counter> before = new TreeMap<>();
    private Instant readBefore;

    MetricsServer(VirtualClock clock, CpuMeter meter) {
        this.clock = clock;
        this.meter = meter;
        this.readBefore = clock.instant();
    }

    void scrape() {
        SortedMap<ObjectKey, Counter> now = meter.read();
        metrics.clear();
        now.forEach((pod, counter) ->
                metric(Optional.ofNullable(before.get(pod)), counter)
                        .ifPresent(metric -> metrics.put(pod, metric)));
        before = now;
        readBefore = clock.instant();
    }

    Optional<Metric> metric(ObjectKey pod) {
        return Optional.ofNullable(metrics.get(pod));
    }

    private Optional<Metric> metric(Optional<Counter> earlier, Counter counter) {
        Instant now = clock.instant();
        if (earlier.isPresent()) {
            return Optional.of(
                    mean(
                            counter.nanos() - earlier.get().nanos(),
                            Duration.between(readBefore, now)));
        }
        Duration fresh = Duration.between(counter.started(), now);
        return fresh.compareTo(LEAST_FRESH_WINDOW) >= 0
                ? Optional.of(mean(counter.nanos(), fresh))
                : Optional.empty();
    }

    private Metric mean(long nanos, Duration window) {
        long milliCpu = Math.ceilDiv(nanos * MILLI, window.toNanos());
        return new Metric(milliCpu, clock.instant(), window);
    }
}
