package io.plimsoll.autoscaler.decision.scheduling.filter;

import io.plimsoll.autoscaler.decision.scheduling.node.CapacityIndex;
import io.plimsoll.autoscaler.decision.scheduling.node.NodeClass;
import io.plimsoll.autoscaler.decision.scheduling.shape.PodShape;
import io.plimsoll.autoscaler.decision.scheduling.snapshot.SnapshotState;
import io.plimsoll.autoscaler.decision.scheduling.topology.DomainCounter;
import io.plimsoll.autoscaler.decision.scheduling.topology.SpreadCounter;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntPredicate;

/**
 * Looks for nodes for one shape, again and again, while pods only come to nodes. What a node lacked
 * once it lacks for good, so a node that said no is not asked again; but for topology spread and
 * affinity by a label that tells nodes apart, where {@link #stamp} says when to start over.
 */
public final class NodeSearch {
    public static final int NONE = -1;

    private final SnapshotState state;
    private final Filters filters;
    private final PodShape shape;
    private final int lowestSlot;
    private final IntPredicate candidates;
    private int[] next = new int[0];
    private int sorting = -1;
    private long stamp;
    private int lastSlot = NONE;

    /**
     * @param lowestSlot nodes in lower slots are not looked at
     */
    public NodeSearch(
            SnapshotState state,
            Filters filters,
            PodShape shape,
            int lowestSlot,
            IntPredicate candidates) {
        this.state = state;
        this.filters = filters;
        this.shape = shape;
        this.lowestSlot = lowestSlot;
        this.candidates = candidates;
    }

    public PodShape shape() {
        return shape;
    }

    /** A node that takes the pod, as long as one does the same one, or {@link #NONE}. */
    public int find() {
        if (lastSlot == NONE || !admits(lastSlot)) {
            lastSlot = findFirst();
        }
        return lastSlot;
    }

    /** The node with the lowest slot that takes the pod, or {@link #NONE}. */
    public int findFirst() {
        List<NodeClass> classes = shape.nodeRule().eligible(state.classes());
        prepare(classes);
        boolean perNode = shape.nodeRule().isPerNode(state.classes());
        int best = NONE;
        for (int index = 0; index < classes.size(); index++) {
            CapacityIndex nodes = classes.get(index).index();
            boolean open = next[index] < nodes.size();
            if (open && (best == NONE || nodes.slot(next[index]) < best)) {
                best = firstOfClass(nodes, index, perNode, best);
            }
        }
        return best;
    }

    boolean admits(int slot) {
        return state.nodes().hasFree(slot, shape.need())
                && (!shape.hasClassTerms() || filters.admitsClass(shape, slot))
                && filters.admitsNode(shape, slot, shape.nodeRule().isPerNode(state.classes()));
    }

    /** As {@link #admits}, of a node whose class is not known to fit. */
    public boolean admitsWholly(int slot) {
        return shape.nodeRule().eligible(state.classes()).contains(state.classes().of(slot))
                && admits(slot);
    }

    private int firstOfClass(CapacityIndex nodes, int index, boolean perNode, int best) {
        if (shape.hasClassTerms() && !filters.admitsClass(shape, nodes.slot(0))) {
            return best;
        }
        int position = nodes.find(shape.need(), next[index]);
        while (position != CapacityIndex.NONE) {
            next[index] = position;
            int slot = nodes.slot(position);
            if (best != NONE && slot > best) {
                return best;
            }
            if (candidates.test(slot) && filters.admitsNode(shape, slot, perNode)) {
                return slot;
            }
            position = nodes.find(shape.need(), position + 1);
        }
        next[index] = nodes.size();
        return best;
    }

    private void prepare(List<NodeClass> classes) {
        long now = stamp();
        int known = next.length;
        if (sorting != state.classes().sorting() || stamp != now) {
            sorting = state.classes().sorting();
            stamp = now;
            known = 0;
        }
        if (known < classes.size()) {
            next = Arrays.copyOf(next, classes.size());
            for (int index = known; index < next.length; index++) {
                next[index] = firstPosition(classes.get(index).index());
            }
        }
    }

    private int firstPosition(CapacityIndex nodes) {
        int low = 0;
        int high = nodes.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (nodes.slot(middle) < lowestSlot) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /**
     * Changes when a node that said no might say yes: the emptiest of the domains that are single
     * nodes has filled up, or company has come to one.
     */
    private long stamp() {
        long sum = 0;
        for (int index = 0; index < shape.spread().size(); index++) {
            SpreadCounter counter = shape.spread().get(index).counter();
            sum += counter.topology().isPerNode() ? counter.least() : 0;
        }
        for (int index = 0; index < shape.affinity().size(); index++) {
            DomainCounter counter = shape.affinity().get(index).counter();
            sum += counter.topology().isPerNode() ? counter.total() : 0;
        }
        return sum;
    }
}
