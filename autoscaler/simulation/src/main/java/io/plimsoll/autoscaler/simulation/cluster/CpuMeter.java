package io.plimsoll.autoscaler.simulation.cluster;

import io.plimsoll.autoscaler.decision.model.ObjectKey;
import io.plimsoll.autoscaler.simulation.clock.VirtualClock;
import io.plimsoll.autoscaler.simulation.cluster.Serving.PodUse;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The CPU time that each pod has used since its containers started, as its cgroup counts it. What a
 * pod uses is constant between two changes of the cluster.
 */
final class CpuMeter {
    private static final long MILLIS_PER_SECOND = 1000;

    private final VirtualClock clock;
    private final CpuUse use;
    private final SortedMap<ObjectKey, Counter> counters = new TreeMap<>();
    private SortedMap<ObjectKey, PodUse> rates = new TreeMap<>();
    private Instant since;

    CpuMeter(VirtualClock clock, CpuUse use) {
        this.clock = clock;
        this.use = use;
        this.since = clock.instant();
    }

    /**
     * @param started when its containers did
     * @param nanos CPU time since then
     */
    record Counter(Instant started, long nanos) {}

    /** To be called after each change, before time passes. */
    void reconcile() {
        count();
        rates = use.now().uses();
        counters.keySet().retainAll(rates.keySet());
        rates.keySet()
                .forEach(
                        pod -> counters.computeIfAbsent(pod, _ -> new Counter(clock.instant(), 0)));
    }

    /** By running pod, until now. */
    SortedMap<ObjectKey, Counter> read() {
        count();
        return Collections.unmodifiableSortedMap(new TreeMap<>(counters));
    }

    private void count() {
        long millis = Duration.between(since, clock.instant()).toMillis();
        since = since.plusMillis(millis);
        if (millis > 0) {
            counters.replaceAll((pod, counter) -> {
                PodUse rate = rates.get(pod);
                long used = rate == null ? 0 : rate.used() * millis / MILLIS_PER_SECOND;
                return new Counter(counter.started(), counter.nanos() + used);
            });
        }
    }
}
