package io.plimsoll.autoscaler.engine.port;

import io.plimsoll.autoscaler.decision.question.History.ScaleUpInFlight;
import io.plimsoll.autoscaler.engine.port.LoopReport.Problem;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a new process should know of nodes on their way, in and out; it is written beside the status
 * ({@link ClusterStatus}). Without it the new process is as patient again as the old one was.
 *
 * @param orders by group
 * @param failures by group: those with no success between them
 * @param unregisteredSince by instance, since it was first seen without a node
 * @param removals when each removal of the last hour began
 */
public record ScaleUpMemory(
        SortedMap<String, ScaleUpInFlight> orders,
        SortedMap<String, Streak> failures,
        SortedMap<String, Instant> unregisteredSince,
        List<Instant> removals) {
    public static final ScaleUpMemory NONE =
            new ScaleUpMemory(new TreeMap<>(), new TreeMap<>(), new TreeMap<>(), List.of());

    public ScaleUpMemory {
        orders = Collections.unmodifiableSortedMap(new TreeMap<>(orders));
        failures = Collections.unmodifiableSortedMap(new TreeMap<>(failures));
        unregisteredSince = Collections.unmodifiableSortedMap(new TreeMap<>(unregisteredSince));
        removals = List.copyOf(removals);
    }

    public ScaleUpMemory withRemovals(List<Instant> began) {
        return new ScaleUpMemory(orders, failures, unregisteredSince, began);
    }

    /**
     * Failures of a group with no success between them.
     *
     * @param length of the latest backoff
     * @param problem of the latest failure
     */
    public record Streak(Duration length, Instant lastFailure, Problem problem) {
        public Instant until() {
            return lastFailure.plus(length);
        }
    }

    /**
     * The same for one who could not see for so long: whatever did not come meanwhile may have come
     * unseen, or been kept from coming by what hid it.
     *
     * @param now no time is later
     */
    public ScaleUpMemory blindFor(Duration time, Instant now) {
        if (!time.isPositive()) {
            return this;
        }
        SortedMap<String, ScaleUpInFlight> later = new TreeMap<>();
        orders.forEach((group, order) ->
                later.put(
                        group,
                        new ScaleUpInFlight(
                                order.increase(), later(order.since(), time, now), order.began())));
        SortedMap<String, Instant> sightings = new TreeMap<>();
        unregisteredSince.forEach(
                (instance, since) -> sightings.put(instance, later(since, time, now)));
        return new ScaleUpMemory(later, failures, sightings, removals);
    }

    private static Instant later(Instant since, Duration time, Instant now) {
        Instant later = since.plus(time);
        return later.isAfter(now) ? now : later;
    }
}
