package io.plimsoll.autoscaler.engine.clusterstate;

import io.plimsoll.autoscaler.decision.model.NodeGroup;
import io.plimsoll.autoscaler.engine.port.ClusterStatus.NodeCounts;
import java.util.List;

/**
 * A node group beside its registered nodes.
 *
 * @param longUnregistered instances that should have become nodes long ago
 */
public record GroupCensus(
        NodeGroup group, NodeCounts nodes, List<NodeGroup.Instance> longUnregistered) {

    public GroupCensus {
        longUnregistered = List.copyOf(longUnregistered);
    }

    /** Instances that are there or starting, registered or not. */
    public int liveInstances() {
        return (int)
                group.instances().stream()
                        .filter(instance -> instance.lifecycle() != NodeGroup.Lifecycle.TERMINATING)
                        .count();
    }

    /** Wanted by the group's target, and not even launched. */
    public int missing() {
        return Math.max(0, group.size().target() - liveInstances());
    }

    /**
     * Nodes on their way: wanted, launching or starting. From the cloud and the cluster alone, so
     * that a new process counts as the old one did.
     */
    public int upcoming() {
        return missing() + nodes.unregistered() + nodes.notStarted();
    }
}
