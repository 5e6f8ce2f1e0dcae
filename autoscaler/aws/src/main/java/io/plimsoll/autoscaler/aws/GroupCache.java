package io.plimsoll.autoscaler.aws;

import io.plimsoll.autoscaler.decision.model.NodeGroup;
import io.plimsoll.autoscaler.decision.model.NodeGroup.Lifecycle;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The groups as last read, with what this process changed since. */
final class GroupCache {

    private final CacheAge age;
    private final OwnWrites own = new OwnWrites();
    private Optional<Snapshot> last = Optional.empty();

    GroupCache(CacheAge age) {
        this.age = age;
    }

    private record Snapshot(Instant time, List<NodeGroup> groups) {}

    /** Empty when the last reading is too old. */
    Optional<List<NodeGroup>> get(Instant now) {
        return last.filter(
                        snapshot -> {
                            Duration limit =
                                    snapshot.groups().stream().allMatch(GroupCache::isSettled)
                                            ? age.settled()
                                            : age.changing();
                            return Duration.between(snapshot.time(), now).compareTo(limit) < 0;
                        })
                .map(Snapshot::groups);
    }

    List<NodeGroup> put(Instant now, List<NodeGroup> read) {
        List<NodeGroup> groups = shown(read, now);
        last = Optional.of(new Snapshot(now, groups));
        return groups;
    }

    /** Somebody else changed the group: what was read tells of yesterday. */
    void forget(String name) {
        last = Optional.empty();
        own.forget(name);
    }

    void targetChanged(String name, int from, int target, Instant now) {
        own.targetChanged(name, from, target, now);
        show(now);
    }

    void instanceEnds(String name, String instance, OwnWrites.Targets targets, Instant now) {
        own.instanceEnds(name, instance, targets, now);
        show(now);
    }

    private void show(Instant now) {
        last = last.map(read -> new Snapshot(read.time(), shown(read.groups(), now)));
    }

    private List<NodeGroup> shown(List<NodeGroup> groups, Instant now) {
        return groups.stream().map(group -> own.shown(group, now)).toList();
    }

    private static boolean isSettled(NodeGroup group) {
        return group.instances().size() == group.size().target()
                && group.instances().stream()
                        .allMatch(instance -> instance.lifecycle() == Lifecycle.IN_SERVICE);
    }
}
