package io.plimsoll.checks.infrastructure;

import java.util.List;
import java.util.Optional;

/**
 * The AWS side of one cluster.
 *
 * @param groups its Auto Scaling groups
 * @param identities who may take on which role; empty where only the groups are known
 */
public record Infrastructure(List<ScalingGroup> groups, Optional<Identities> identities) {

    public Infrastructure {
        groups = List.copyOf(groups);
    }

    public Optional<ScalingGroup> groupOf(String nodeGroup) {
        return groups.stream().filter(group -> group.nodeGroup().equals(nodeGroup)).findFirst();
    }
}
