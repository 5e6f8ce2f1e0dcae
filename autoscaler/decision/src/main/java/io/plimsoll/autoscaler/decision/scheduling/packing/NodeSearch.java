package io.plimsoll.autoscaler.decision.scheduling.packing;

import io.plimsoll.autoscaler.decision.scheduling.filter.Filters;
import io.plimsoll.autoscaler.decision.scheduling.node.CapacityIndex;
import io.plimsoll.autoscaler.decision.scheduling.node.NodeClass;
import io.plimsoll.autoscaler.decision.scheduling.shape.PodShape;
import io.plimsoll.autoscaler.decision.scheduling.snapshot.SnapshotState;
import io.plimsoll.autoscaler.decision.scheduling.topology.DomainCounter;
import io.plimsoll.autoscaler.decision.scheduling.topology.SpreadCounter;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/**
 * Looks for nodes for one shape, again and again, while pods only come to the nodes that it looks
 * at. What a node lacked once it lacks for good, so a node that said no is not asked again; but for
 * topology spread and affinity by a label that tells nodes apart, where {@link #stamp} says when to
 * start over.
 */
final class NodeSearch {
    static final int NONE = -1;

    private final SnapshotState state;
    private final Filters filters;
    private final PodShape shape;
    private final int firstPlace;
    private final BitSet closed;
    private final boolean possible;
    private int[] next = new int[0];
    private int[] rememberedNext = new int[0];
    private int sorting = -1;
    private int rememberedSorting;
    private long stamp;
    private boolean remembers;

    /**
     * @param firstPlace nodes before it in the order are not looked at
     * @param closed slots that are not looked at either; none leaves it again but by {@link
     *     #goBack}
     */
    NodeSearch(
            SnapshotState state, Filters filters, PodShape shape, int firstPlace, BitSet closed) {
        this.state = state;
        this.filters = filters;
        this.shape = shape;
        this.firstPlace = firstPlace;
        this.closed = closed;
        possible = filters.admitsSomewhere(shape);
    }

    PodShape shape() {
        return shape;
    }

    /** Whether the pod may run somewhere at all, for all that can be said without a node. */
    boolean admitsSomewhere() {
        return shape.hasClaims() ? filters.admitsSomewhere(shape) : possible;
    }

    /** The first node that takes the pod, or {@link #NONE}. */
    int findFirst() {
        List<NodeClass> classes = shape.nodeRule().eligible(state.classes());
        prepare(classes);
        boolean perNode = shape.nodeRule().isPerNode(state.classes());
        int best = NONE;
        for (int index = 0; index < classes.size(); index++) {
            CapacityIndex nodes = classes.get(index).index();
            boolean open = next[index] < nodes.size();
            if (open && (best == NONE || isBefore(nodes.slot(next[index]), best))) {
                best = firstOfClass(nodes, index, perNode, best);
            }
        }
        return best;
    }

    /** Whether this one node takes the pod. */
    boolean admitsWholly(int slot) {
        return shape.nodeRule().eligible(state.classes()).contains(state.classes().of(slot))
                && state.nodes().hasFree(slot, shape.need())
                && (!shape.hasClassTerms() || filters.admitsClass(shape, slot))
                && filters.admitsNode(shape, slot, shape.nodeRule().isPerNode(state.classes()));
    }

    /** Before a trial; returns false where it remembers already. */
    boolean remember() {
        if (remembers) {
            return false;
        }
        remembers = true;
        rememberedNext = next.clone();
        rememberedSorting = sorting;
        return true;
    }

    /** After a trial that is kept. */
    void forget() {
        remembers = false;
    }

    /** After a trial whose changes have been taken back: all is as when it was remembered. */
    void goBack() {
        remembers = false;
        next = rememberedNext;
        sorting = rememberedSorting;
        stamp = stamp();
    }

    private int firstOfClass(CapacityIndex nodes, int index, boolean perNode, int best) {
        if (shape.hasClassTerms() && !filters.admitsClass(shape, nodes.slot(0))) {
            return best;
        }
        int position = nodes.find(shape.need(), next[index]);
        while (position != CapacityIndex.NONE) {
            next[index] = position;
            int slot = nodes.slot(position);
            if (best != NONE && isBefore(best, slot)) {
                return best;
            }
            if (!closed.get(slot) && filters.admitsNode(shape, slot, perNode)) {
                return slot;
            }
            position = nodes.find(shape.need(), position + 1);
        }
        next[index] = nodes.size();
        return best;
    }

    private boolean isBefore(int slot, int other) {
        return state.nodes().rank(slot) < state.nodes().rank(other);
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
            if (state.nodes().rank(nodes.slot(middle)) < firstPlace) {
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
            sum += counter.topology().isPerNode() ? counter.changesOfLeast() : 0;
        }
        for (int index = 0; index < shape.affinity().size(); index++) {
            DomainCounter counter = shape.affinity().get(index).counter();
            sum += counter.topology().isPerNode() ? counter.changes() : 0;
        }
        return sum;
    }
}
