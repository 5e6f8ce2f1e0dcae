package io.plimsoll.autoscaler.simulation.spec;

import io.plimsoll.autoscaler.decision.model.NodeGroup;
import io.plimsoll.autoscaler.decision.model.NodeGroupOptions;
import io.plimsoll.autoscaler.decision.model.NodeTemplate;
import java.util.List;

/**
 * An Auto Scaling group.
 *
 * @param size bounds, and the desired capacity at the start, whose nodes are Ready at the first
 *     moment
 * @param discovered whether its tags put it under the autoscaler's care
 */
public record SimulatedNodeGroup(
        String name,
        NodeGroup.Size size,
        Machine machine,
        NodeGroupOptions options,
        boolean discovered) {

    /**
     * What the group launches.
     *
     * @param instanceType such as {@code t3.large}; becomes label {@code
     *     node.kubernetes.io/instance-type}
     * @param template labels, taints and resources of each node; name, hostname, zone and provider
     *     id are each node's own
     * @param zones availability zones that are filled evenly, at least one
     * @param startupTaints keys of those of its taints that an agent on the node takes away, as
     *     soon as it has been pulled and started
     */
    public record Machine(
            String instanceType,
            NodeTemplate template,
            List<String> zones,
            List<String> startupTaints) {
        public Machine {
            startupTaints = List.copyOf(startupTaints);
            zones = List.copyOf(zones);
            if (zones.isEmpty()) {
                throw new IllegalArgumentException("A node group needs at least one zone");
            }
        }

        /** Whose taints all stay. */
        public Machine(String instanceType, NodeTemplate template, List<String> zones) {
            this(instanceType, template, zones, List.of());
        }
    }
}
