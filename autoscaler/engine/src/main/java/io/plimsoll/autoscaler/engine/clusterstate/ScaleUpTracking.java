package io.plimsoll.autoscaler.engine.clusterstate;

import io.plimsoll.autoscaler.decision.clusterstate.ClusterState;
import io.plimsoll.autoscaler.decision.clusterstate.GroupReadiness;
import io.plimsoll.autoscaler.decision.question.AutoscalingOptions.BackoffOptions;
import io.plimsoll.autoscaler.decision.question.History.Growth;
import io.plimsoll.autoscaler.decision.question.History.ScaleUpInFlight;
import io.plimsoll.autoscaler.engine.port.LoopReport.Problem;
import io.plimsoll.autoscaler.engine.port.ScaleUpMemory;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What is remembered of nodes on their way. It is kept in the cluster too, so that a new process
 * goes on with the same patience; one that finds nothing there starts from {@link #NONE} and adopts
 * what is under way.
 *
 * @param inFlight by group
 * @param unregisteredSince by instance, since it was first seen without a node
 * @param looked when the cluster was last looked at, clear or not; empty before the first time
 */
public record ScaleUpTracking(
        SortedMap<String, ScaleUpInFlight> inFlight,
        Backoffs backoffs,
        SortedMap<String, Instant> unregisteredSince,
        Optional<Instant> looked) {
    public static final ScaleUpTracking NONE =
            new ScaleUpTracking(new TreeMap<>(), Backoffs.NONE, new TreeMap<>(), Optional.empty());

    public ScaleUpTracking {
        inFlight = Collections.unmodifiableSortedMap(new TreeMap<>(inFlight));
        unregisteredSince = Collections.unmodifiableSortedMap(new TreeMap<>(unregisteredSince));
    }

    public static ScaleUpTracking of(ScaleUpMemory memory) {
        return of(memory, Optional.empty());
    }

    private static ScaleUpTracking of(ScaleUpMemory memory, Optional<Instant> looked) {
        return new ScaleUpTracking(
                memory.orders(),
                new Backoffs(memory.failures()),
                memory.unregisteredSince(),
                looked);
    }

    /** Without removals, which are no scale-up's. */
    public ScaleUpMemory memory() {
        return new ScaleUpMemory(inFlight, backoffs.streaks(), unregisteredSince, List.of());
    }

    public Growth at(Instant now) {
        return new Growth(inFlight, backoffs.active(now), unregisteredSince);
    }

    /**
     * Ends scale-ups whose nodes are all there, and adopts those that somebody else began: an
     * earlier process, or whoever raised the group's target. On a stale view time stands still for
     * what is awaited.
     */
    public ScaleUpTracking compared(ClusterState state, Instant now) {
        Duration blind =
                state.view().isStale()
                        ? looked.map(last -> Duration.between(last, now)).orElse(Duration.ZERO)
                        : Duration.ZERO;
        return of(memory().blindFor(blind, now), Optional.of(now)).updated(state, now);
    }

    private ScaleUpTracking updated(ClusterState state, Instant now) {
        SortedMap<String, ScaleUpInFlight> underWay = new TreeMap<>();
        SortedMap<String, Instant> sightings = new TreeMap<>();
        Backoffs left = backoffs;
        for (GroupReadiness group : state.groups().values()) {
            String name = group.group().name();
            ScaleUpInFlight known = inFlight.get(name);
            GroupReadiness.Instances instances = group.instances();
            Stream.of(instances.unregistered(), instances.longUnregistered())
                    .flatMap(each -> each.stream())
                    .forEach(instance ->
                            sightings.put(
                                    instance.id(),
                                    unregisteredSince.getOrDefault(instance.id(), now)));
            if (group.upcoming() > 0) {
                underWay.put(name, adopted(known, group.upcoming(), now));
            } else if (known != null && instances.longUnregistered().isEmpty()) {
                left = left.delivered(name, now);
            }
        }
        return new ScaleUpTracking(underWay, left, sightings, looked);
    }

    /** More are on their way than were ordered: somebody else ordered them, a moment ago. */
    private static ScaleUpInFlight adopted(
            @Nullable ScaleUpInFlight known, int upcoming, Instant now) {
        if (known == null) {
            return new ScaleUpInFlight(upcoming, now);
        }
        return upcoming > known.increase()
                ? new ScaleUpInFlight(upcoming, now, known.began())
                : known;
    }

    /** The group's last increase is longer ago than a node may take. */
    public boolean isOverdue(String group, Duration maxProvisionTime, Instant now) {
        ScaleUpInFlight order = inFlight.get(group);
        return order != null && !order.since().plus(maxProvisionTime).isAfter(now);
    }

    public ScaleUpTracking started(String group, int increase, Instant now) {
        SortedMap<String, ScaleUpInFlight> changed = new TreeMap<>(inFlight);
        ScaleUpInFlight earlier = inFlight.getOrDefault(group, new ScaleUpInFlight(0, now));
        changed.put(
                group, new ScaleUpInFlight(earlier.increase() + increase, now, earlier.began()));
        return new ScaleUpTracking(changed, backoffs, unregisteredSince, looked);
    }

    /** The group did not deliver: it is left alone for a while. */
    public ScaleUpTracking failed(
            String group, Problem problem, BackoffOptions options, Instant now) {
        SortedMap<String, ScaleUpInFlight> changed = new TreeMap<>(inFlight);
        changed.remove(group);
        return new ScaleUpTracking(
                changed, backoffs.failed(group, problem, options, now), unregisteredSince, looked);
    }
}
