package io.plimsoll.autoscaler.decision.scheduling.fleet;

import io.plimsoll.autoscaler.decision.scheduling.filter.Filters;
import io.plimsoll.autoscaler.decision.scheduling.node.CapacityIndex;
import io.plimsoll.autoscaler.decision.scheduling.shape.PodShape;
import io.plimsoll.autoscaler.decision.scheduling.snapshot.SnapshotState;

/** Looks for a place for one shape among the new nodes of a family. */
final class FamilySearch {
    /** How many nodes are looked at to grow the one that costs least. */
    private static final int WINDOW = 24;

    private final Filters filters;
    private final NodeFamily family;
    private final PodShape shape;
    private final boolean asksAffinity;
    private int nextRoom;
    private int nextGrowth;
    private int firstToGrow;
    private int bestIndex;
    private int bestSize;
    private int newSize;

    FamilySearch(SnapshotState state, Filters filters, NodeFamily family, PodShape shape) {
        this.filters = filters;
        this.family = family;
        this.shape = shape;
        asksAffinity = shape.nodeRule().isPerNode(state.classes());
        newSize = family.sizeFor(shape.requests());
    }

    NodeFamily family() {
        return family;
    }

    private boolean admitsFamily() {
        return !shape.hasClassTerms() || filters.admitsClass(shape, family.ghost());
    }

    /** The first node with room as it is, or {@link NodeFamily#NO_NODE}. */
    int findRoom() {
        if (!admitsFamily()) {
            return NodeFamily.NO_NODE;
        }
        CapacityIndex nodes = family.nodeClass().index();
        int position = nodes.find(shape.need(), nextRoom);
        while (position != CapacityIndex.NONE) {
            int slot = nodes.slot(position);
            if (slot > family.ghost() && filters.admitsNode(shape, slot, asksAffinity)) {
                nextRoom = position;
                return slot;
            }
            position = nodes.find(shape.need(), position + 1);
        }
        nextRoom = nodes.size();
        return NodeFamily.NO_NODE;
    }

    /** What the cheapest growth costs that makes room; the most there is if none does. */
    long costOfGrowth() {
        if (!admitsFamily()) {
            return Long.MAX_VALUE;
        }
        skipRejected();
        long least = Long.MAX_VALUE;
        int admitted = 0;
        int index = Math.max(nextGrowth, firstToGrow);
        for (int looked = firstToGrow; looked < family.size() && admitted < WINDOW; looked++) {
            index = index + 1 < family.size() ? index + 1 : firstToGrow;
            if (!filters.admitsNode(shape, family.slot(index), asksAffinity)) {
                continue;
            }
            admitted++;
            int size = family.sizeFor(index, shape.requests());
            if (size != NodeFamily.NO_SIZE && family.costOfGrowth(index, size) < least) {
                least = family.costOfGrowth(index, size);
                bestIndex = index;
                bestSize = size;
            }
        }
        nextGrowth = index;
        return least;
    }

    /** What keeps a pod off a node keeps all alike off it, now and later. */
    private void skipRejected() {
        while (firstToGrow < family.size()
                && !filters.admitsNode(shape, family.slot(firstToGrow), asksAffinity)) {
            firstToGrow++;
        }
    }

    /** Grows the node that {@link #costOfGrowth} found. */
    int grow() {
        family.grow(bestIndex, bestSize);
        nextRoom = Math.min(nextRoom, family.position(bestIndex));
        return family.slot(bestIndex);
    }

    /** The ghost is as empty as a new node, and as much a domain of its own. */
    long costOfOpening() {
        boolean possible =
                newSize != NodeFamily.NO_SIZE
                        && admitsFamily()
                        && filters.admitsNode(shape, family.ghost(), asksAffinity);
        return possible ? family.price(newSize) : Long.MAX_VALUE;
    }

    public int open() {
        return family.open(newSize);
    }
}
