package io.plimsoll.autoscaler.decision.model;

import java.time.Instant;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What of a cluster could not be seen. Nothing is taken away on a view that is stale, and nothing
 * of what an unreadable object holds.
 *
 * @param stale resources, such as {@code pods}, of which nothing was heard for longer than is
 *     allowed, each with the time of its last news; what is known of them may be long past
 * @param unreadable objects that are there and could not be understood
 */
public record ClusterView(SortedMap<String, Instant> stale, List<Unreadable> unreadable) {
    private static final int MOST_NAMED = 10;

    public static final ClusterView COMPLETE = new ClusterView(new TreeMap<>(), List.of());

    public ClusterView {
        stale = Collections.unmodifiableSortedMap(new TreeMap<>(stale));
        unreadable =
                unreadable.stream()
                        .sorted(
                                Comparator.comparing(Unreadable::kind)
                                        .thenComparing(Unreadable::key))
                        .toList();
    }

    /**
     * @param kind such as {@code Pod}
     * @param key with an empty namespace for cluster-scoped kinds
     * @param holds what may not be taken away because of it
     * @param problem for people: which field, and what is wrong with it
     */
    public record Unreadable(String kind, ObjectKey key, Hold holds, String problem) {
        /** Such as {@code Pod kong/kong-1} or {@code Node i-1}. */
        public String name() {
            return kind + " " + (key.namespace().isEmpty() ? key.name() : key.toString());
        }
    }

    /**
     * @param node its name: of the node itself, or of the pod's; empty for what holds no node
     * @param providerId of the node's instance; empty where it is not known
     */
    public record Hold(Optional<String> node, Optional<String> providerId) {
        public static final Hold NOTHING = new Hold(Optional.empty(), Optional.empty());
    }

    public boolean isStale() {
        return !stale.isEmpty();
    }

    /** Pods that could not be understood, by the node that they are bound to; the first of each. */
    public SortedMap<String, ObjectKey> unreadablePods() {
        return unreadable.stream()
                .filter(object -> object.kind().equals("Pod") && object.holds().node().isPresent())
                .collect(
                        Collectors.toMap(
                                pod -> pod.holds().node().orElseThrow(),
                                Unreadable::key,
                                (first, _) -> first,
                                TreeMap::new));
    }

    /** Nodes that could not be understood. */
    public List<Unreadable> unreadableNodes() {
        return unreadable.stream().filter(object -> object.kind().equals("Node")).toList();
    }

    /** Provider ids of instances whose nodes are there, though they could not be understood. */
    public SortedSet<String> heldInstances() {
        return unreadableNodes().stream()
                .flatMap(node -> node.holds().providerId().stream())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** For people; empty where everything was seen. */
    public String problem() {
        String silent =
                stale.entrySet().stream()
                        .map((Map.Entry<String, Instant> entry) ->
                                "nothing heard of %s since %s"
                                        .formatted(entry.getKey(), entry.getValue()))
                        .collect(Collectors.joining("; "));
        String unread =
                unreadable.stream()
                        .limit(MOST_NAMED)
                        .map(object ->
                                "cannot read %s: %s".formatted(object.name(), object.problem()))
                        .collect(Collectors.joining("; "));
        String more =
                unreadable.size() > MOST_NAMED
                        ? "; and %d more".formatted(unreadable.size() - MOST_NAMED)
                        : "";
        return Stream.of(silent, unread + more)
                .filter(part -> !part.isEmpty())
                .collect(Collectors.joining("; "));
    }
}
