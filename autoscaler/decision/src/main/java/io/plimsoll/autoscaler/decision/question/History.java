package io.plimsoll.autoscaler.decision.question;

import io.plimsoll.autoscaler.decision.answer.Decision;
import io.plimsoll.autoscaler.decision.answer.NodeVerdict;
import io.plimsoll.autoscaler.decision.answer.UnremovableReason;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What earlier loops left behind for this one. A restart starts from {@link #NONE} and what the
 * cluster remembers: nothing here is needed for correctness, only for patience.
 *
 * @param unneededSince nodes that were unneeded in the last loop, and since when without a break
 * @param removals nodes whose removal was started and has not ended, by name
 */
public record History(
        SortedMap<String, Instant> unneededSince,
        Growth growth,
        SortedMap<String, RemovalInFlight> removals,
        Cooldown cooldown) {

    public static final History NONE =
            new History(new TreeMap<>(), Growth.NONE, new TreeMap<>(), Cooldown.NONE);

    public History {
        unneededSince = Collections.unmodifiableSortedMap(new TreeMap<>(unneededSince));
        removals = Collections.unmodifiableSortedMap(new TreeMap<>(removals));
    }

    /** Without removals in flight, and without instances that wait for their nodes. */
    public History(
            SortedMap<String, Instant> unneededSince,
            SortedMap<String, ScaleUpInFlight> scaleUps,
            SortedMap<String, Backoff> backoffs,
            Cooldown cooldown) {
        this(
                unneededSince,
                new Growth(scaleUps, backoffs, new TreeMap<>()),
                new TreeMap<>(),
                cooldown);
    }

    /**
     * Nodes on their way.
     *
     * @param scaleUps node groups that grew and whose nodes are not all there yet
     * @param backoffs node groups that are not to be tried for a while after a failure
     * @param unregisteredSince when each instance without a node was first seen so, by its id
     */
    public record Growth(
            SortedMap<String, ScaleUpInFlight> scaleUps,
            SortedMap<String, Backoff> backoffs,
            SortedMap<String, Instant> unregisteredSince) {
        public static final Growth NONE =
                new Growth(new TreeMap<>(), new TreeMap<>(), new TreeMap<>());

        public Growth {
            scaleUps = Collections.unmodifiableSortedMap(new TreeMap<>(scaleUps));
            backoffs = Collections.unmodifiableSortedMap(new TreeMap<>(backoffs));
            unregisteredSince = Collections.unmodifiableSortedMap(new TreeMap<>(unregisteredSince));
        }
    }

    public SortedMap<String, ScaleUpInFlight> scaleUps() {
        return growth.scaleUps();
    }

    public SortedMap<String, Backoff> backoffs() {
        return growth.backoffs();
    }

    /**
     * Which nodes are unneeded without a break after {@code decision}. A loop that did not look at
     * a node says nothing about it; one that found the cluster unhealthy forgets all.
     */
    public SortedMap<String, Instant> unneededAfter(Decision decision) {
        SortedMap<String, Instant> next = new TreeMap<>();
        for (NodeVerdict verdict : decision.nodes()) {
            switch (verdict) {
                case NodeVerdict.Unneeded unneeded -> next.put(unneeded.node(), unneeded.since());
                case NodeVerdict.Unremovable kept -> {
                    Instant since = unneededSince.get(kept.node());
                    if (since != null && kept.reason() == UnremovableReason.NOT_EVALUATED) {
                        next.put(kept.node(), since);
                    }
                }
                case NodeVerdict.Replaced _ -> {}
            }
        }
        return next;
    }

    /**
     * @param empty no pod had to move
     */
    public record RemovalInFlight(String nodeGroup, boolean empty) {}

    /**
     * @param increase how many nodes were asked for
     * @param since the last increase
     * @param began with the first increase; a failure before it is none of this order's
     */
    public record ScaleUpInFlight(int increase, Instant since, Instant began) {

        /** Ordered at once. */
        public ScaleUpInFlight(int increase, Instant since) {
            this(increase, since, since);
        }
    }

    /**
     * @param code what kind of failure it was, such as {@code CAPACITY_UNAVAILABLE}
     * @param message what the cloud said
     */
    public record Backoff(Instant until, String code, String message) {}

    /**
     * When something last happened after which scale-down waits.
     *
     * @param lastReplacement when a node was last marked to be replaced, freed of that mark, or
     *     removed with it
     * @param removals when each removal of the last hour began
     * @param byGroup the same of single node groups, by their names
     */
    public record Cooldown(
            Optional<Instant> lastScaleUp,
            Optional<Instant> lastRemoval,
            Optional<Instant> lastFailedRemoval,
            Optional<Instant> lastReplacement,
            List<Instant> removals,
            SortedMap<String, Cooldown> byGroup) {
        public static final Cooldown NONE =
                new Cooldown(Optional.empty(), Optional.empty(), Optional.empty());

        public Cooldown {
            removals = List.copyOf(removals);
            byGroup = Collections.unmodifiableSortedMap(new TreeMap<>(byGroup));
        }

        /** Of no single group. */
        public Cooldown(
                Optional<Instant> lastScaleUp,
                Optional<Instant> lastRemoval,
                Optional<Instant> lastFailedRemoval,
                Optional<Instant> lastReplacement,
                List<Instant> removals) {
            this(
                    lastScaleUp,
                    lastRemoval,
                    lastFailedRemoval,
                    lastReplacement,
                    removals,
                    new TreeMap<>());
        }

        /** No removal began within the last hour. */
        public Cooldown(
                Optional<Instant> lastScaleUp,
                Optional<Instant> lastRemoval,
                Optional<Instant> lastFailedRemoval,
                Optional<Instant> lastReplacement) {
            this(lastScaleUp, lastRemoval, lastFailedRemoval, lastReplacement, List.of());
        }

        /** Nothing was replaced, either. */
        public Cooldown(
                Optional<Instant> lastScaleUp,
                Optional<Instant> lastRemoval,
                Optional<Instant> lastFailedRemoval) {
            this(lastScaleUp, lastRemoval, lastFailedRemoval, Optional.empty());
        }
    }
}
