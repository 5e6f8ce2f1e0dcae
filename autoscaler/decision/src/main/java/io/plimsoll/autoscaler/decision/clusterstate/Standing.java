package io.plimsoll.autoscaler.decision.clusterstate;

import io.plimsoll.autoscaler.decision.model.Node;
import io.plimsoll.autoscaler.decision.model.NodeGroup;
import io.plimsoll.autoscaler.decision.model.NodeTemplate;
import java.util.Optional;
import java.util.SortedMap;

/**
 * What a node counts as, whatever the time. The same object from census to census as long as
 * neither the node nor its group is another.
 *
 * @param group whose instance the node is; empty for a node of no group
 * @param ending the cloud is ending the node's machine
 * @param ready as {@link NodeReadiness#isReady}
 * @param lacksDevices the node does not show (yet) what its group's machines have. While it may
 *     still be starting it is waited for, and not beyond: nobody may have installed the plugin
 */
public record Standing(
        Optional<NodeGroup> group, boolean ending, boolean ready, boolean lacksDevices) {

    static Standing of(Node node, Optional<NodeGroup> group, boolean ending, boolean ready) {
        boolean lacks = group.filter(known -> lacksDevices(node, known)).isPresent();
        return new Standing(group, ending, ready, lacks);
    }

    private static boolean lacksDevices(Node node, NodeGroup group) {
        return group.template() instanceof NodeGroup.Template.Known(NodeTemplate template)
                && !extended(node).keySet().containsAll(extended(template.node()).keySet());
    }

    private static SortedMap<String, Long> extended(Node node) {
        return node.status().allocatable().extended();
    }
}
