package io.plimsoll.checks.infrastructure;

import java.util.List;
import java.util.Optional;

/**
 * The AWS side of one cluster.
 *
 * @param groups its Auto Scaling groups
 * @param identities who may take on which role; empty where only the groups are known
 * @param addons those of which EKS was asked what it offers
 */
public record Infrastructure(
        List<ScalingGroup> groups, Optional<Identities> identities, List<Addon> addons) {

    public Infrastructure {
        groups = List.copyOf(groups);
        addons = List.copyOf(addons);
    }

    /** One of whose add-ons EKS has not been asked. */
    public Infrastructure(List<ScalingGroup> groups, Optional<Identities> identities) {
        this(groups, identities, List.of());
    }

    /** The same, with what EKS says of its add-ons. */
    public Infrastructure with(List<Addon> asked) {
        return new Infrastructure(groups, identities, asked);
    }

    public Optional<ScalingGroup> groupOf(String nodeGroup) {
        return groups.stream().filter(group -> group.nodeGroup().equals(nodeGroup)).findFirst();
    }
}
