package io.plimsoll.autoscaler.engine.clusterstate;

import io.plimsoll.autoscaler.decision.question.AutoscalingOptions.BackoffOptions;
import io.plimsoll.autoscaler.decision.question.History.ScaleUpInFlight;
import io.plimsoll.autoscaler.decision.question.Observation;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What is remembered of nodes on their way. A new process starts from {@link #NONE} and adopts what
 * it finds under way, so that a restart costs patience and nothing else.
 *
 * @param inFlight by group, since its last increase
 * @param unregisteredSince by instance, since it was first seen without a node
 */
public record ScaleUpTracking(
        SortedMap<String, ScaleUpInFlight> inFlight,
        Backoffs backoffs,
        SortedMap<String, Instant> unregisteredSince) {
    public static final ScaleUpTracking NONE =
            new ScaleUpTracking(new TreeMap<>(), Backoffs.NONE, new TreeMap<>());

    public ScaleUpTracking {
        inFlight = Collections.unmodifiableSortedMap(new TreeMap<>(inFlight));
        unregisteredSince = Collections.unmodifiableSortedMap(new TreeMap<>(unregisteredSince));
    }

    public ScaleUpTracking sighted(Observation observation, Instant now) {
        SortedMap<String, Instant> sightings = new TreeMap<>();
        for (String instance : NodeCensus.unregistered(observation)) {
            sightings.put(instance, unregisteredSince.getOrDefault(instance, now));
        }
        return new ScaleUpTracking(inFlight, backoffs, sightings);
    }

    /**
     * Ends scale-ups whose nodes are all there, and adopts those that somebody else began: an
     * earlier process, or whoever raised the group's target.
     */
    public ScaleUpTracking compared(NodeCensus census, Instant now) {
        SortedMap<String, ScaleUpInFlight> underWay = new TreeMap<>();
        Backoffs left = backoffs;
        for (GroupCensus group : census.groups().values()) {
            String name = group.group().name();
            ScaleUpInFlight known = inFlight.get(name);
            if (group.upcoming() > 0) {
                underWay.put(
                        name, known == null ? new ScaleUpInFlight(group.upcoming(), now) : known);
            } else if (known != null && group.longUnregistered().isEmpty()) {
                left = left.delivered(name, now);
            }
        }
        return new ScaleUpTracking(underWay, left, unregisteredSince);
    }

    /** Groups whose last increase is longer ago than a node may take. */
    public List<String> overdue(Duration maxProvisionTime, Instant now) {
        Instant startedBefore = now.minus(maxProvisionTime);
        return inFlight.entrySet().stream()
                .filter(entry -> !entry.getValue().since().isAfter(startedBefore))
                .map(Map.Entry::getKey)
                .toList();
    }

    public ScaleUpTracking started(String group, int increase, Instant now) {
        SortedMap<String, ScaleUpInFlight> changed = new TreeMap<>(inFlight);
        ScaleUpInFlight earlier = inFlight.getOrDefault(group, new ScaleUpInFlight(0, now));
        changed.put(group, new ScaleUpInFlight(earlier.increase() + increase, now));
        return new ScaleUpTracking(changed, backoffs, unregisteredSince);
    }

    /** The group did not deliver: it is left alone for a while. */
    public ScaleUpTracking failed(
            String group, String reason, BackoffOptions options, Instant now) {
        SortedMap<String, ScaleUpInFlight> changed = new TreeMap<>(inFlight);
        changed.remove(group);
        return new ScaleUpTracking(
                changed, backoffs.failed(group, reason, options, now), unregisteredSince);
    }
}
