package io.plimsoll.demo.prometheus;

import io.plimsoll.autoscaler.app.flight.GroupUse;
import io.plimsoll.autoscaler.decision.model.NodeGroup;
import io.plimsoll.autoscaler.decision.model.NodeGroup.Template;
import io.plimsoll.autoscaler.decision.model.NodeTemplate;
import io.plimsoll.autoscaler.decision.model.Taint;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** Which nodes there were, and when. */
final class NodePresence {

    private final List<NodeGroup> groups;
    private final boolean known;
    private final Map<String, List<Stay>> stays = new HashMap<>();
    private final SortedSet<String> strangers = new TreeSet<>();

    NodePresence(List<NodeGroup> groups, boolean known) {
        this.groups = groups;
        this.known = known;
    }

    private record Stay(NodeGroup group, Series.Run run) {}

    void add(NodeSeries.Seen node, Optional<NodeGroup> group, Duration apart) {
        if (group.isEmpty()) {
            strangers.add(node.name());
            return;
        }
        List<Stay> all = stays.computeIfAbsent(node.name(), _ -> new ArrayList<>());
        node.runs().forEach(run -> join(all, new Stay(group.get(), run), apart));
    }

    /** A label that changes makes another series of the same node. */
    private static void join(List<Stay> all, Stay stay, Duration apart) {
        for (int at = 0; at < all.size(); at++) {
            Stay other = all.get(at);
            if (other.group().equals(stay.group())
                    && !stay.run().from().minus(apart).isAfter(other.run().to())
                    && !stay.run().to().plus(apart).isBefore(other.run().from())) {
                all.remove(at);
                join(all, new Stay(stay.group(), stay.run().and(other.run())), apart);
                return;
            }
        }
        all.add(stay);
    }

    /** Whether anything is known of the nodes. */
    boolean isKnown() {
        return known;
    }

    /** Nodes of no group. */
    SortedSet<String> strangers() {
        SortedSet<String> never = new TreeSet<>(strangers);
        never.removeAll(stays.keySet());
        return never;
    }

    /** Taints of the group that a node was of; a pod that ran there tolerates them. */
    List<Taint> taints(String node) {
        return stays.getOrDefault(node, List.of()).stream()
                .findFirst()
                .map(stay -> template(stay.group()).node().spec().taints())
                .orElse(List.of());
    }

    private static NodeTemplate template(NodeGroup group) {
        if (group.template() instanceof Template.Known(NodeTemplate template)) {
            return template;
        }
        throw new IllegalStateException("no node is of a group whose nodes nobody knows");
    }

    /** Whether a node went between two moments. */
    boolean went(String node, Instant from, Instant to) {
        return stays.getOrDefault(node, List.of()).stream()
                .anyMatch(stay -> !stay.run().to().isBefore(from) && !stay.run().to().isAfter(to));
    }

    /** The groups, each with as many nodes as there were at a moment. */
    List<NodeGroup> groupsAt(Instant time) {
        return known ? withNodes(counts(time)) : groups;
    }

    private Map<String, Integer> counts(Instant time) {
        Map<String, Integer> counts = new HashMap<>();
        stays.values()
                .forEach(all ->
                        all.stream()
                                .filter(stay -> stay.run().holds(time))
                                .forEach(stay ->
                                        counts.merge(stay.group().name(), 1, Integer::sum)));
        return counts;
    }

    private List<NodeGroup> withNodes(Map<String, Integer> counts) {
        return groups.stream()
                .map(group -> withNodes(group, counts.getOrDefault(group.name(), 0)))
                .toList();
    }

    private static NodeGroup withNodes(NodeGroup group, int count) {
        List<NodeGroup.Instance> instances = new ArrayList<>();
        for (int number = 0; number < count; number++) {
            String id = "%s-%05d".formatted(group.name(), number);
            instances.add(new NodeGroup.Instance(id, id, NodeGroup.Lifecycle.IN_SERVICE));
        }
        return new NodeGroup(
                group.name(),
                group.size().withTarget(count),
                instances,
                group.template(),
                group.options());
    }

    /**
     * What they cost.
     *
     * @param half of a step: a node is gone somewhere before the next step
     */
    GroupUse use(Series.Run span, Duration half) {
        GroupUse use = new GroupUse();
        SortedMap<Instant, Map<String, Integer>> changes = new TreeMap<>();
        changes.put(span.from(), new HashMap<>());
        stays.values()
                .forEach(all ->
                        all.forEach(stay -> {
                            change(changes, stay.run().from(), stay.group(), 1);
                            Instant gone = stay.run().to().plus(half);
                            if (gone.isBefore(span.to())) {
                                change(changes, gone, stay.group(), -1);
                            }
                        }));
        Map<String, Integer> counts = new HashMap<>();
        changes.forEach((time, more) -> {
            more.forEach((group, change) -> counts.merge(group, change, Integer::sum));
            use.seen(time, withNodes(counts));
        });
        use.until(span.to());
        return use;
    }

    private static void change(
            SortedMap<Instant, Map<String, Integer>> changes,
            Instant time,
            NodeGroup group,
            int more) {
        changes.computeIfAbsent(time, _ -> new HashMap<>()).merge(group.name(), more, Integer::sum);
    }
}
