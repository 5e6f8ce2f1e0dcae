package io.plimsoll.autoscaler.decision;

import java.time.Instant;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What earlier loops left behind for this one. A restart starts from {@link #NONE}: nothing here is
 * needed for correctness, only for patience.
 *
 * @param unneededSince nodes that were unneeded in the last loop, and since when without a break
 * @param scaleUps node groups that grew and whose nodes are not all there yet
 * @param backoffs node groups that are not to be tried for a while after a failure
 */
public record History(
        SortedMap<String, Instant> unneededSince,
        SortedMap<String, ScaleUpInFlight> scaleUps,
        SortedMap<String, Backoff> backoffs,
        Cooldown cooldown) {

    public static final History NONE =
            new History(new TreeMap<>(), new TreeMap<>(), new TreeMap<>(), Cooldown.NONE);

    public History {
        unneededSince = Collections.unmodifiableSortedMap(new TreeMap<>(unneededSince));
        scaleUps = Collections.unmodifiableSortedMap(new TreeMap<>(scaleUps));
        backoffs = Collections.unmodifiableSortedMap(new TreeMap<>(backoffs));
    }

    public record ScaleUpInFlight(int increase, Instant since) {}

    /**
     * @param reason what the cloud said, such as {@code InsufficientInstanceCapacity}
     */
    public record Backoff(Instant until, String reason) {}

    /** When something last happened after which scale-down waits. */
    public record Cooldown(
            Optional<Instant> lastScaleUp,
            Optional<Instant> lastDeletion,
            Optional<Instant> lastFailedDeletion) {
        public static final Cooldown NONE =
                new Cooldown(Optional.empty(), Optional.empty(), Optional.empty());
    }
}
