package io.plimsoll.autoscaler.decision.clusterstate;

import io.plimsoll.autoscaler.decision.model.NodeGroup;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The instances of all groups by their provider ids.
 *
 * @param groups in the order of their names
 * @param owners the group of each instance
 * @param ending those that the cloud is ending
 */
record Instances(
        List<NodeGroup> groups, Map<String, Optional<NodeGroup>> owners, Set<String> ending) {
    static final Instances NONE = new Instances(List.of(), Map.of(), Set.of());

    private static Instances of(List<NodeGroup> groups) {
        Map<String, Optional<NodeGroup>> owners = new HashMap<>();
        Set<String> ending = new HashSet<>();
        for (NodeGroup group : groups) {
            Optional<NodeGroup> owner = Optional.of(group);
            for (NodeGroup.Instance instance : group.instances()) {
                owners.put(instance.providerId(), owner);
                if (instance.lifecycle() == NodeGroup.Lifecycle.TERMINATING) {
                    ending.add(instance.providerId());
                }
            }
        }
        return new Instances(groups, owners, ending);
    }

    /** This if the groups say the same; groups that do stay the same objects in any case. */
    Instances next(List<NodeGroup> others) {
        if (groups.equals(others)) {
            return this;
        }
        Map<String, NodeGroup> known = new HashMap<>();
        groups.forEach(group -> known.put(group.name(), group));
        List<NodeGroup> kept = new ArrayList<>(others.size());
        for (NodeGroup other : others) {
            NodeGroup before = known.getOrDefault(other.name(), other);
            kept.add(before.equals(other) ? before : other);
        }
        return of(kept);
    }

    Optional<NodeGroup> groupOf(String providerId) {
        return owners.getOrDefault(providerId, Optional.empty());
    }

    boolean isEnding(String providerId) {
        return !ending.isEmpty() && ending.contains(providerId);
    }
}
