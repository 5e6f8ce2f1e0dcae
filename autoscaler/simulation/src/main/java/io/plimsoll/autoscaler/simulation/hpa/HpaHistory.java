package io.plimsoll.autoscaler.simulation.hpa;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/**
 * What an HPA remembers from one sync to the next.
 *
 * @param recommendations before stabilization, oldest first
 * @param changes of the target's replicas, oldest first
 */
public record HpaHistory(List<Recommended> recommendations, List<Change> changes) {

    public static final HpaHistory NONE = new HpaHistory(List.of(), List.of());

    public HpaHistory {
        recommendations = List.copyOf(recommendations);
        changes = List.copyOf(changes);
    }

    public record Recommended(Instant time, int replicas) {}

    /**
     * @param delta positive for more replicas, negative for fewer
     */
    public record Change(Instant time, int delta) {}

    HpaHistory recommended(Instant now, int replicas) {
        return new HpaHistory(append(recommendations, new Recommended(now, replicas)), changes);
    }

    HpaHistory changed(Instant now, int delta) {
        return new HpaHistory(recommendations, append(changes, new Change(now, delta)));
    }

    /** Without what is older than anybody asks for. */
    HpaHistory since(Instant recommendationsCutoff, Instant changesCutoff) {
        return new HpaHistory(
                recommendations.stream()
                        .filter(entry -> !entry.time().isBefore(recommendationsCutoff))
                        .toList(),
                changes.stream().filter(entry -> !entry.time().isBefore(changesCutoff)).toList());
    }

    /** Replicas at the beginning of the period that ends now. */
    int replicasAtStartOf(Duration period, int current, Instant now) {
        Instant cutoff = now.minus(period);
        return current
                - changes.stream()
                        .filter(change -> change.time().isAfter(cutoff))
                        .mapToInt(Change::delta)
                        .sum();
    }

    private static <T> List<T> append(List<T> list, T last) {
        return Stream.concat(list.stream(), Stream.of(last)).toList();
    }
}
