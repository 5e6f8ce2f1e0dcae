package io.plimsoll.autoscaler.app.flight;

import io.plimsoll.autoscaler.decision.model.NodeGroup;
import io.plimsoll.autoscaler.decision.model.NodeGroup.Lifecycle;
import io.plimsoll.autoscaler.decision.model.NodeGroup.Template;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What node groups cost over a time, as loops saw them: what a loop saw holds until the next. An
 * instance counts from its launch until it is ending.
 */
public final class GroupUse {

    private final SortedMap<String, Integer> peak = new TreeMap<>();
    private final SortedMap<String, Integer> last = new TreeMap<>();
    private final SortedMap<String, Long> prices = new TreeMap<>();
    private final List<Fleet> course = new ArrayList<>();
    private Optional<Instant> since = Optional.empty();
    private long microUsdPerHour;
    private int together;
    private long microUsdMillis;

    /**
     * What was there from a moment on, until the next one.
     *
     * @param nodes live instances of each group
     */
    public record Fleet(Instant from, SortedMap<String, Integer> nodes, long microUsdPerHour) {
        public Fleet {
            nodes = Collections.unmodifiableSortedMap(new TreeMap<>(nodes));
        }

        /** Of all groups. */
        public int together() {
            return nodes.values().stream().mapToInt(Integer::intValue).sum();
        }

        private boolean isAs(Fleet other) {
            return microUsdPerHour == other.microUsdPerHour && nodes.equals(other.nodes);
        }
    }

    /** What a loop saw. */
    public void seen(Instant time, List<NodeGroup> groups) {
        until(time);
        microUsdPerHour = 0;
        last.clear();
        for (NodeGroup group : groups) {
            int live = live(group);
            last.put(group.name(), live);
            peak.merge(group.name(), live, Math::max);
            if (group.template() instanceof Template.Known(var template)) {
                prices.put(group.name(), template.price().microUsdPerHour());
            }
            microUsdPerHour += live * prices.getOrDefault(group.name(), 0L);
        }
        Fleet now = new Fleet(time, last, microUsdPerHour);
        together = Math.max(together, now.together());
        if (course.isEmpty() || !course.getLast().isAs(now)) {
            course.add(now);
        }
    }

    private static int live(NodeGroup group) {
        int live = 0;
        for (NodeGroup.Instance instance : group.instances()) {
            live += instance.lifecycle() == Lifecycle.TERMINATING ? 0 : 1;
        }
        return live;
    }

    /** What was seen last holds until then. */
    public void until(Instant time) {
        since.ifPresent(before ->
                microUsdMillis += microUsdPerHour * Duration.between(before, time).toMillis());
        since = Optional.of(time);
    }

    /** Each change, the first loop's sight included. */
    public List<Fleet> course() {
        return List.copyOf(course);
    }

    /** For all instances, in millionths of a US dollar. */
    public long microUsd() {
        return microUsdMillis / Duration.ofHours(1).toMillis();
    }

    /** The most instances of each group at a time. */
    public SortedMap<String, Integer> peak() {
        return new TreeMap<>(peak);
    }

    /** The most instances of all groups together. */
    public int peakTogether() {
        return together;
    }

    /** Groups of whose instances nobody knows the price; they count as if they cost nothing. */
    public List<String> unpriced() {
        return peak.keySet().stream().filter(group -> prices.getOrDefault(group, 0L) == 0).toList();
    }
}
