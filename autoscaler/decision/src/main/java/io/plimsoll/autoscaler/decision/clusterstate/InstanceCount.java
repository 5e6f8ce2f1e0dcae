package io.plimsoll.autoscaler.decision.clusterstate;

import io.plimsoll.autoscaler.decision.model.Cluster;
import io.plimsoll.autoscaler.decision.model.NodeGroup;
import io.plimsoll.autoscaler.decision.model.NodeGroup.Instance;
import io.plimsoll.autoscaler.decision.model.NodeGroup.Lifecycle;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.stream.Collectors;

/** Counts instances that have no node, or none that could be read. */
final class InstanceCount {

    private final Set<String> registered;
    private final SortedSet<String> unreadable;
    private final Map<String, Instant> unregisteredSince;
    private final Duration maxProvisionTime;
    private final Instant now;

    /**
     * @param unregisteredSince since when each instance was seen without a node, by its id
     */
    InstanceCount(
            Cluster cluster,
            Map<String, Instant> unregisteredSince,
            Duration maxProvisionTime,
            Instant now) {
        this.registered =
                cluster.nodes().stream()
                        .map(node -> node.spec().providerId())
                        .collect(Collectors.toSet());
        this.unreadable = cluster.view().heldInstances();
        // Who hears nothing of nodes cannot say that one did not come.
        this.unregisteredSince =
                cluster.view().isStale() ? Map.of() : Map.copyOf(unregisteredSince);
        this.maxProvisionTime = maxProvisionTime;
        this.now = now;
    }

    GroupReadiness.Instances of(NodeGroup group) {
        List<Instance> young = new ArrayList<>();
        List<Instance> overdue = new ArrayList<>();
        int held = 0;
        int beingDeleted = 0;
        for (Instance instance : group.instances()) {
            boolean hasNode = registered.contains(instance.providerId());
            if (instance.lifecycle() == Lifecycle.TERMINATING) {
                beingDeleted += hasNode ? 1 : 0;
            } else if (unreadable.contains(instance.providerId())) {
                held++;
            } else if (!hasNode && isOverdue(instance)) {
                overdue.add(instance);
            } else if (!hasNode) {
                young.add(instance);
            }
        }
        return new GroupReadiness.Instances(young, overdue, held, beingDeleted);
    }

    private boolean isOverdue(Instance instance) {
        Instant since = unregisteredSince.getOrDefault(instance.id(), now);
        return !since.plus(maxProvisionTime).isAfter(now);
    }
}
