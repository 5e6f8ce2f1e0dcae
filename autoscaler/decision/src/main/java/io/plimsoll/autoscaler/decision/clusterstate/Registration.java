package io.plimsoll.autoscaler.decision.clusterstate;

import io.plimsoll.autoscaler.decision.model.Node;
import io.plimsoll.autoscaler.decision.model.NodeGroup;
import io.plimsoll.autoscaler.decision.model.NodeGroup.Instance;
import io.plimsoll.autoscaler.decision.model.NodeGroup.Lifecycle;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Which instances have a node.
 *
 * @param nodes by whose provider ids they have one
 * @param held provider ids of nodes that are there and could not be understood
 * @param lacking what each group lacks, by its name
 */
record Registration(
        Instances instances,
        List<Node> nodes,
        Set<String> providerIds,
        SortedSet<String> held,
        Map<String, Lacking> lacking) {
    static final Registration NONE =
            new Registration(Instances.NONE, List.of(), Set.of(), new TreeSet<>(), Map.of());

    private static final Lacking NOTHING = new Lacking(List.of(), 0, 0);

    /**
     * Instances of a group that have no node, or none that anybody could read.
     *
     * @param withoutNode and not ending
     * @param unreadable whose node is there, but cannot be understood
     * @param beingDeleted ending, with their node still there
     */
    record Lacking(List<Instance> withoutNode, int unreadable, int beingDeleted) {}

    Lacking of(NodeGroup group) {
        return lacking.getOrDefault(group.name(), NOTHING);
    }

    /** Of others; what is the same is taken over. */
    @SuppressWarnings("ReferenceEquality") // What is the same object says the same.
    Registration next(Instances instances, List<Node> nodes, SortedSet<String> held) {
        boolean sameIds = haveSameIds(this.nodes, nodes);
        Set<String> ids = sameIds ? providerIds : providerIds(nodes);
        boolean same = sameIds && instances == this.instances && held.equals(this.held);
        Map<String, Lacking> found = new HashMap<>();
        if (!same) {
            for (NodeGroup group : instances.groups()) {
                found.put(group.name(), lacking(group, ids, held));
            }
        }
        return new Registration(instances, nodes, ids, held, same ? lacking : found);
    }

    @SuppressWarnings("ReferenceEquality")
    private static boolean haveSameIds(List<Node> before, List<Node> after) {
        if (before == after || before.size() != after.size()) {
            return before == after;
        }
        for (int index = 0; index < before.size(); index++) {
            if (!before.get(index)
                    .spec()
                    .providerId()
                    .equals(after.get(index).spec().providerId())) {
                return false;
            }
        }
        return true;
    }

    private static Set<String> providerIds(List<Node> nodes) {
        Set<String> ids = HashSet.newHashSet(nodes.size());
        nodes.forEach(node -> ids.add(node.spec().providerId()));
        return ids;
    }

    private static Lacking lacking(NodeGroup group, Set<String> registered, Set<String> held) {
        List<Instance> withoutNode = new ArrayList<>();
        int unreadable = 0;
        int beingDeleted = 0;
        for (Instance instance : group.instances()) {
            boolean hasNode = registered.contains(instance.providerId());
            if (instance.lifecycle() == Lifecycle.TERMINATING) {
                beingDeleted += hasNode ? 1 : 0;
            } else if (held.contains(instance.providerId())) {
                unreadable++;
            } else if (!hasNode) {
                withoutNode.add(instance);
            }
        }
        return new Lacking(withoutNode, unreadable, beingDeleted);
    }
}
