package io.plimsoll.autoscaler.aws;

import io.plimsoll.autoscaler.decision.model.NodeGroup;
import io.plimsoll.autoscaler.decision.model.NodeGroup.Instance;
import io.plimsoll.autoscaler.decision.model.NodeGroup.Lifecycle;
import io.plimsoll.autoscaler.decision.model.NodeGroup.Size;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * What this process changed lately. AWS's lists are eventually consistent: one that still tells of
 * before is not believed for a minute, or the same would be decided again. A list that tells of
 * something else is: somebody has changed the group since.
 */
final class OwnWrites {

    private static final Duration LAG = Duration.ofMinutes(1);

    private final Map<String, Write> writes = new HashMap<>();

    /**
     * @param time of the latest
     * @param before targets that were there before
     * @param ending ids of instances
     */
    private record Write(Instant time, Set<Integer> before, int target, Set<String> ending) {}

    /** Of a group, before a write and after it. */
    record Targets(int before, int after) {}

    void targetChanged(String group, int from, int target, Instant now) {
        add(group, from, target, Set.of(), now);
    }

    /**
     * @param targets of its group
     */
    void instanceEnds(String group, String instance, Targets targets, Instant now) {
        add(group, targets.before(), targets.after(), Set.of(instance), now);
    }

    void forget(String group) {
        writes.remove(group);
    }

    /** The group as read, with what a reading of before would not show. */
    NodeGroup shown(NodeGroup read, Instant now) {
        Write write = writes.get(read.name());
        if (write == null || write.time().plus(LAG).isBefore(now)) {
            writes.remove(read.name());
            return read;
        }
        Size size = read.size();
        int target = write.before().contains(size.target()) ? write.target() : size.target();
        return new NodeGroup(
                read.name(),
                size.withTarget(target),
                read.instances().stream().map(instance -> shown(instance, write)).toList(),
                read.template(),
                read.options());
    }

    private static Instance shown(Instance instance, Write write) {
        return write.ending().contains(instance.id())
                ? new Instance(instance.id(), instance.providerId(), Lifecycle.TERMINATING)
                : instance;
    }

    private void add(String group, int from, int target, Set<String> ending, Instant now) {
        Set<Integer> before = new HashSet<>(Set.of(from));
        Set<String> allEnding = new HashSet<>(ending);
        Write last = writes.get(group);
        if (last != null && !last.time().plus(LAG).isBefore(now)) {
            before.addAll(last.before());
            allEnding.addAll(last.ending());
        }
        before.remove(target);
        writes.put(group, new Write(now, Set.copyOf(before), target, Set.copyOf(allEnding)));
    }
}
