package io.plimsoll.autoscaler.aws;

import io.plimsoll.autoscaler.decision.model.NodeGroup;
import io.plimsoll.autoscaler.decision.model.NodeGroup.Instance;
import io.plimsoll.autoscaler.decision.model.NodeGroup.Lifecycle;
import io.plimsoll.autoscaler.decision.model.NodeGroup.Size;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** The groups as last read, with what this process changed since. */
final class GroupCache {

    private final CacheAge age;
    private Optional<Snapshot> last = Optional.empty();

    GroupCache(CacheAge age) {
        this.age = age;
    }

    private record Snapshot(Instant time, List<NodeGroup> groups) {}

    /** Empty when the last reading is too old. */
    Optional<List<NodeGroup>> get(java.time.Instant now) {
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

    List<NodeGroup> put(java.time.Instant now, List<NodeGroup> groups) {
        last = Optional.of(new Snapshot(now, groups));
        return groups;
    }

    /** Somebody else changed a group: what was read tells of yesterday. */
    void forget() {
        last = Optional.empty();
    }

    void targetChanged(String name, int target) {
        change(
                name,
                group ->
                        with(
                                group,
                                new Size(group.size().min(), group.size().max(), target),
                                group.instances()));
    }

    /** Its target went down by one, too. */
    void instanceEnds(String name, String instanceId) {
        change(
                name,
                group ->
                        with(
                                group,
                                new Size(
                                        group.size().min(),
                                        group.size().max(),
                                        group.size().target() - 1),
                                group.instances().stream()
                                        .map(instance ->
                                                instance.id().equals(instanceId)
                                                        ? ending(instance)
                                                        : instance)
                                        .toList()));
    }

    private static boolean isSettled(NodeGroup group) {
        return group.instances().size() == group.size().target()
                && group.instances().stream()
                        .allMatch(instance -> instance.lifecycle() == Lifecycle.IN_SERVICE);
    }

    private static Instance ending(Instance instance) {
        return new Instance(instance.id(), instance.providerId(), Lifecycle.TERMINATING);
    }

    private static NodeGroup with(NodeGroup group, Size size, List<Instance> instances) {
        return new NodeGroup(group.name(), size, instances, group.template(), group.options());
    }

    private void change(String name, UnaryOperator<NodeGroup> change) {
        last =
                last.map(snapshot ->
                        new Snapshot(
                                snapshot.time(),
                                snapshot.groups().stream()
                                        .map(group ->
                                                group.name().equals(name)
                                                        ? change.apply(group)
                                                        : group)
                                        .toList()));
    }
}
