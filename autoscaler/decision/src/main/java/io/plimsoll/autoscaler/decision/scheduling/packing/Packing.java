package io.plimsoll.autoscaler.decision.scheduling.packing;

import io.plimsoll.autoscaler.decision.model.Node;
import io.plimsoll.autoscaler.decision.model.Pod;
import io.plimsoll.autoscaler.decision.scheduling.ClusterSnapshot;
import io.plimsoll.autoscaler.decision.scheduling.filter.NodeSearch;
import io.plimsoll.autoscaler.decision.scheduling.node.NodeSlots;
import io.plimsoll.autoscaler.decision.scheduling.shape.PodGroup;
import io.plimsoll.autoscaler.decision.scheduling.shape.PodShape;
import io.plimsoll.autoscaler.decision.scheduling.snapshot.SnapshotState;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;
import java.util.function.Predicate;

/**
 * First-fit packing of pods onto nodes of a snapshot, which the pods are bound to at once: onto
 * nodes that exist, or onto new ones like a template. Alike pods fill one node after the other; no
 * node is asked twice in vain. Fork the snapshot first to look and then go back.
 *
 * <p>While a packing is in use, nobody else may change the snapshot.
 */
public final class Packing {
    private final ClusterSnapshot snapshot;
    private final SnapshotState state;
    private final int lowestSlot;
    private final IntPredicate candidates;
    private final Map<PodShape, NodeSearch> searches = new HashMap<>();

    private Packing(ClusterSnapshot snapshot, int lowestSlot, IntPredicate candidates) {
        this.snapshot = snapshot;
        this.state = snapshot.state();
        this.lowestSlot = lowestSlot;
        this.candidates = candidates;
    }

    /** A pod and the node it was bound to. */
    public record Placement(Pod pod, String node) {}

    /**
     * @param unplaced pods that fit nowhere, in the order given
     */
    public record Placements(List<Placement> placed, List<Pod> unplaced) {
        public Placements {
            placed = List.copyOf(placed);
            unplaced = List.copyOf(unplaced);
        }
    }

    /**
     * @param template what the nodes look like; each gets the template's name and a number, and
     *     that name as its hostname
     * @param daemonPods that run on each of them
     * @param limit how many may be opened
     */
    public record NewNodes(Node template, List<Pod> daemonPods, int limit) {
        public NewNodes {
            daemonPods = List.copyOf(daemonPods);
        }
    }

    /**
     * @param nodes that were opened and took a pod, in order; ask the snapshot for their pods
     * @param unplaced pods that fit on no such node or came after the limit, in the order given
     */
    public record Opened(List<String> nodes, List<Pod> unplaced) {
        public Opened {
            nodes = List.copyOf(nodes);
            unplaced = List.copyOf(unplaced);
        }
    }

    /**
     * Binds each pod, in the order given, to a node where it fits. A pod that is bound already is
     * taken as one that is yet to be: unbind it first.
     *
     * @param candidates which nodes may be used
     */
    public static Placements ontoExisting(
            ClusterSnapshot snapshot, List<Pod> pods, Predicate<String> candidates) {
        NodeSlots nodes = snapshot.state().nodes();
        Packing packing = new Packing(snapshot, 0, slot -> candidates.test(nodes.name(slot)));
        List<Placement> placed = new ArrayList<>();
        List<Pod> unplaced = new ArrayList<>();
        for (Pod pod : pods) {
            int slot = packing.place(pod, packing.search(snapshot.state().shape(pod)));
            if (slot == NodeSearch.NONE) {
                unplaced.add(pod);
            } else {
                placed.add(new Placement(pod, nodes.name(slot)));
            }
        }
        return new Placements(placed, unplaced);
    }

    /**
     * Opens nodes one by one as pods ask for them, and binds the pods to them: to the first that
     * takes the pod, group by group. As Cluster Autoscaler's estimator, it opens no further node
     * while the last one is still empty.
     */
    public static Opened ontoNew(
            ClusterSnapshot snapshot, List<PodGroup> groups, NewNodes newNodes) {
        return new NodeOpening(snapshot, newNodes).pack(groups);
    }

    /** A packing onto the nodes from {@code lowestSlot} on. */
    public static Packing from(ClusterSnapshot snapshot, int lowestSlot) {
        return new Packing(snapshot, lowestSlot, _ -> true);
    }

    public NodeSearch search(PodShape shape) {
        NodeSearch known = searches.get(shape);
        if (known != null) {
            return known;
        }
        // A shape that fits nowhere gets a search that finds nothing.
        boolean possible = snapshot.filters().admitsSomewhere(shape);
        NodeSearch search =
                new NodeSearch(
                        state,
                        snapshot.filters(),
                        shape,
                        lowestSlot,
                        possible ? candidates : _ -> false);
        searches.put(shape, search);
        return search;
    }

    /** Binds the pod where the search finds a node; returns its slot. */
    public int place(Pod pod, NodeSearch search) {
        if (!snapshot.filters().stillAdmitsSomewhere(search.shape())) {
            return NodeSearch.NONE;
        }
        int slot = search.find();
        if (slot != NodeSearch.NONE) {
            state.bind(pod, search.shape(), slot);
        }
        return slot;
    }
}
