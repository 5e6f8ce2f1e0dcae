package io.plimsoll.autoscaler.decision.scheduling.packing;

import io.plimsoll.autoscaler.decision.model.Node;
import io.plimsoll.autoscaler.decision.model.Pod;
import io.plimsoll.autoscaler.decision.model.Taint;
import io.plimsoll.autoscaler.decision.model.TopologySpreadConstraint;
import io.plimsoll.autoscaler.decision.scheduling.ClusterSnapshot;
import io.plimsoll.autoscaler.decision.scheduling.filter.Filters;
import io.plimsoll.autoscaler.decision.scheduling.node.NodeSlots;
import io.plimsoll.autoscaler.decision.scheduling.shape.PodShape;
import io.plimsoll.autoscaler.decision.scheduling.snapshot.SnapshotState;
import io.plimsoll.autoscaler.decision.scheduling.topology.SpreadCounter;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntFunction;

/**
 * First fit: each pod goes to the first node, in the snapshot's order, that takes it, and is bound
 * to it there. All pods of a shape share one search, whoever owns them, so no node is asked twice
 * in vain. Fork the snapshot first to look and then go back.
 *
 * <p>While a packing is in use, nobody else may change the snapshot but by adding nodes.
 */
public final class Packing {
    private final SnapshotState state;
    private final Filters filters;
    private final int firstPlace;
    private final BitSet closed = new BitSet();
    private final Map<PodShape, NodeSearch> searches = new HashMap<>();
    private final List<NodeSearch> onTrial = new ArrayList<>();
    private boolean trial;

    private Packing(ClusterSnapshot snapshot, int firstPlace) {
        state = snapshot.state();
        filters = snapshot.filters();
        this.firstPlace = firstPlace;
    }

    /** A pod and the node it was bound to. */
    public record Placement(Pod pod, String node) {}

    /**
     * @param template what each of the nodes looks like, the first being 0; each gets the
     *     template's name and a number, and that name as its hostname
     * @param daemonPods that run on each of them
     * @param limit how many may be opened
     */
    public record NewNodes(IntFunction<Node> template, List<Pod> daemonPods, int limit) {
        public NewNodes {
            daemonPods = List.copyOf(daemonPods);
        }

        /** All alike. */
        public NewNodes(Node template, List<Pod> daemonPods, int limit) {
            this(_ -> template, daemonPods, limit);
        }
    }

    /**
     * @param nodes that were opened and took a pod, in order; ask the snapshot for their pods
     * @param placed pods that found a node, in the order of their finding it
     */
    public record Opened(List<String> nodes, List<Pod> placed) {
        public Opened {
            nodes = List.copyOf(nodes);
            placed = List.copyOf(placed);
        }
    }

    /**
     * A packing onto the nodes that are there.
     *
     * @param closed names of those that take no pods
     */
    public static Packing onto(ClusterSnapshot snapshot, Set<String> closed) {
        Packing packing = new Packing(snapshot, 0);
        for (String name : closed) {
            int slot = packing.state.nodes().slot(name);
            if (slot != NodeSlots.NONE) {
                packing.closed.set(slot);
            }
        }
        return packing;
    }

    /** A packing onto nodes that come after those in the snapshot now. */
    public static Packing ontoLater(ClusterSnapshot snapshot) {
        return new Packing(snapshot, snapshot.state().nodes().places());
    }

    /**
     * Opens nodes one by one as pods ask for them, and binds the pods to them, in the order of
     * Cluster Autoscaler's estimator: see {@link NodeOpening}.
     */
    public static Opened ontoNew(ClusterSnapshot snapshot, List<Batch> batches, NewNodes newNodes) {
        return new NodeOpening(snapshot, newNodes).pack(batches);
    }

    /** The first node that takes the pod; binds nothing. */
    public Optional<String> find(Pod pod) {
        return name(find(search(pod)));
    }

    /** Binds the pod to the first node that takes it; empty if none does. */
    public Optional<String> place(Pod pod) {
        return name(place(pod, search(pod)));
    }

    /** The node takes no more pods. It stays what it is to all that looks at domains. */
    public void close(String node) {
        closed.set(state.nodes().slot(node));
    }

    /**
     * Moves pods off a node, in the order given, each to the first other node that takes it. All
     * move or none does.
     *
     * @param pods bound to the node
     * @param leaving the taint that the node gets before: to topology spread that honors taints it
     *     is no domain any more
     * @return where each went, in the same order; empty when they stay
     */
    public Optional<List<String>> moveAway(String node, List<Pod> pods, Taint leaving) {
        int from = state.nodes().slot(node);
        boolean wasClosed = closed.get(from);
        closed.set(from);
        begin();
        PodShape[] shapes = state.unbindAll(from, pods);
        Set<SpreadCounter> honoring = honoring(shapes, leaving);
        honoring.forEach(counter -> counter.removeNode(from));
        Optional<List<String>> places = placeAll(pods, shapes);
        honoring.forEach(counter -> counter.addNode(from));
        if (places.isPresent()) {
            keep();
        } else {
            takeBack();
        }
        closed.set(from, wasClosed);
        return places;
    }

    private Optional<List<String>> placeAll(List<Pod> pods, PodShape[] shapes) {
        List<String> places = new ArrayList<>(pods.size());
        for (int index = 0; index < shapes.length; index++) {
            int slot = place(pods.get(index), search(shapes[index]));
            if (slot == NodeSearch.NONE) {
                return Optional.empty();
            }
            places.add(state.nodes().name(slot));
        }
        return Optional.of(places);
    }

    private static Set<SpreadCounter> honoring(PodShape[] shapes, Taint taint) {
        Set<SpreadCounter> counters = Set.of();
        for (PodShape shape : shapes) {
            List<TopologySpreadConstraint> constraints = shape.constraints().pods().spread();
            for (int index = 0; index < shape.spread().size(); index++) {
                if (constraints.get(index).policy().honorTaints()
                        && !shape.nodeRule().tolerates(taint)) {
                    if (counters.isEmpty()) {
                        counters = Collections.newSetFromMap(new IdentityHashMap<>());
                    }
                    counters.add(shape.spread().get(index).counter());
                }
            }
        }
        return counters;
    }

    private void begin() {
        state.fork();
        trial = true;
    }

    private void keep() {
        state.commit();
        onTrial.forEach(NodeSearch::forget);
        endTrial();
    }

    private void takeBack() {
        state.revert();
        onTrial.forEach(NodeSearch::goBack);
        endTrial();
    }

    private void endTrial() {
        onTrial.clear();
        trial = false;
    }

    private NodeSearch search(Pod pod) {
        return search(state.shape(pod));
    }

    NodeSearch search(PodShape shape) {
        NodeSearch search = searches.get(shape);
        if (search == null) {
            search = new NodeSearch(state, filters, shape, firstPlace, closed);
            searches.put(shape, search);
        }
        if (trial && search.remember()) {
            onTrial.add(search);
        }
        return search;
    }

    /** The slot of the first node, or {@link NodeSearch#NONE}. */
    private int find(NodeSearch search) {
        return search.admitsSomewhere() ? search.findFirst() : NodeSearch.NONE;
    }

    int place(Pod pod, NodeSearch search) {
        int slot = find(search);
        if (slot != NodeSearch.NONE) {
            state.bind(pod, search.shape(), slot);
        }
        return slot;
    }

    private Optional<String> name(int slot) {
        return slot == NodeSearch.NONE ? Optional.empty() : Optional.of(state.nodes().name(slot));
    }
}
