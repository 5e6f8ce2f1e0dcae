package io.plimsoll.autoscaler.decision.clusterstate;

import io.plimsoll.autoscaler.decision.model.Carried;
import io.plimsoll.autoscaler.decision.model.Interruption;
import io.plimsoll.autoscaler.decision.model.Node;
import io.plimsoll.autoscaler.decision.model.NodeGroup;
import io.plimsoll.autoscaler.decision.question.Observation;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;

/**
 * What a census finds whatever the time and whatever was done before: which nodes are of which
 * group and which of them are ready, and which instances have none.
 */
final class Membership {
    static final Membership NONE = new Membership(List.of(), new Standing[0], Registration.NONE);

    private static final Comparator<Node> BY_NAME = Comparator.comparing(Node::name);
    private static final Members NOBODY = new Members(List.of(), List.of(), List.of());

    private final List<Node> nodes;
    private final Standing[] standings;
    private final Registration registration;
    private final Map<String, Members> byGroup = new HashMap<>();
    private final Members ungrouped;
    private final Members staying;
    private final List<Node> ending = new ArrayList<>();
    private final List<Node> cordoned = new ArrayList<>();
    private final List<Node> interrupted = new ArrayList<>();
    private int schedulable;

    /**
     * Nodes whose machines are not ending, in the order of their names.
     *
     * @param deviceless ready but for devices that their machines have
     */
    record Members(List<Node> ready, List<Node> notReady, List<Node> deviceless) {
        int size() {
            return ready.size() + notReady.size() + deviceless.size();
        }
    }

    private record Draft(List<Node> ready, List<Node> notReady, List<Node> deviceless) {
        Draft() {
            this(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        }

        void add(Node node, Standing standing) {
            if (!standing.ready()) {
                notReady.add(node);
            } else {
                (standing.lacksDevices() ? deviceless : ready).add(node);
            }
        }

        Members done() {
            return new Members(List.copyOf(ready), List.copyOf(notReady), List.copyOf(deviceless));
        }
    }

    private Membership(List<Node> nodes, Standing[] standings, Registration registration) {
        this.nodes = nodes;
        this.standings = standings;
        this.registration = registration;
        Draft all = new Draft();
        Draft outside = new Draft();
        Map<String, Draft> inside = new HashMap<>();
        for (int index = 0; index < standings.length; index++) {
            Node node = nodes.get(index);
            Standing standing = standings[index];
            if (node.spec().unschedulable()) {
                cordoned.add(node);
            }
            if (Interruption.of(node).isPresent()) {
                interrupted.add(node);
            }
            if (standing.ending()) {
                ending.add(node);
                continue;
            }
            all.add(node, standing);
            schedulable += standing.ready() && !node.spec().unschedulable() ? 1 : 0;
            standing.group()
                    .map(group -> inside.computeIfAbsent(group.name(), _ -> new Draft()))
                    .orElse(outside)
                    .add(node, standing);
        }
        inside.forEach((group, draft) -> byGroup.put(group, draft.done()));
        ungrouped = outside.done();
        staying = all.done();
    }

    /** Of another observation; what is the same in both is taken over. */
    @SuppressWarnings("ReferenceEquality") // What is the same object says the same.
    Membership next(Observation seen, NodeReadiness readiness) {
        List<Node> others = seen.cluster().nodes();
        Instances instances = registration.instances().next(seen.nodeGroups());
        SortedSet<String> held = seen.cluster().view().heldInstances();
        if (others == nodes
                && instances == registration.instances()
                && held.equals(registration.held())) {
            return this;
        }
        return new Membership(
                others,
                standings(others, instances, readiness),
                registration.next(instances, others, held));
    }

    @SuppressWarnings("ReferenceEquality") // Instances keeps groups that say the same.
    private Standing[] standings(List<Node> others, Instances instances, NodeReadiness readiness) {
        int[] before = Carried.positions(nodes, others, BY_NAME);
        boolean sameInstances = instances == registration.instances();
        Standing[] next = new Standing[before.length];
        for (int index = 0; index < before.length; index++) {
            if (sameInstances && before[index] >= 0) {
                next[index] = standings[before[index]];
                continue;
            }
            Node node = others.get(index);
            Optional<NodeGroup> group = instances.groupOf(node.spec().providerId());
            boolean ending = instances.isEnding(node.spec().providerId());
            if (before[index] >= 0) {
                Standing known = standings[before[index]];
                boolean same =
                        known.ending() == ending
                                && known.group().orElse(null) == group.orElse(null);
                next[index] = same ? known : Standing.of(node, group, ending, known.ready());
            } else {
                next[index] = Standing.of(node, group, ending, readiness.isReady(node));
            }
        }
        return next;
    }

    List<Node> nodes() {
        return nodes;
    }

    Standing standing(int index) {
        return standings[index];
    }

    Instances instances() {
        return registration.instances();
    }

    Registration.Lacking lacking(NodeGroup group) {
        return registration.of(group);
    }

    Members of(NodeGroup group) {
        return byGroup.getOrDefault(group.name(), NOBODY);
    }

    Members ungrouped() {
        return ungrouped;
    }

    /** Of all groups and of none. */
    Members staying() {
        return staying;
    }

    /** How many nodes are ready, stay, and are not cordoned. */
    int schedulable() {
        return schedulable;
    }

    /** Nodes whose machines are ending. */
    List<Node> ending() {
        return ending;
    }

    /** Whether their machines are ending already or not. */
    List<Node> interrupted() {
        return interrupted;
    }

    /** Whether their machines are ending or not. */
    List<Node> cordoned() {
        return cordoned;
    }
}
