package io.plimsoll.autoscaler.decision.scheduling.fleet;

import io.plimsoll.autoscaler.decision.scheduling.filter.Filters;
import io.plimsoll.autoscaler.decision.scheduling.node.CapacityIndex;
import io.plimsoll.autoscaler.decision.scheduling.shape.PodShape;
import io.plimsoll.autoscaler.decision.scheduling.snapshot.SnapshotState;

/** Looks for a place for one shape among the new nodes of a family. */
final class FamilySearch {
    /** How many nodes are looked at to grow the one that costs least; more make no plan cheaper. */
    private static final int WINDOW = 128;

    private final Filters filters;
    private final NodeFamily family;
    private final PodShape shape;
    private final boolean asksAffinity;
    private int nextRoom;
    private int nextGrowth;
    private int firstToGrow;
    private int bestIndex;
    private int bestOffer;
    private int newOffer;

    FamilySearch(SnapshotState state, Filters filters, NodeFamily family, PodShape shape) {
        this.filters = filters;
        this.family = family;
        this.shape = shape;
        asksAffinity = shape.nodeRule().isPerNode(state.classes());
    }

    private boolean admitsFamily() {
        return !shape.hasClassTerms() || filters.admitsClass(shape, family.ghost());
    }

    /** The first node with room as it is, or {@link NodeFamily#NONE}. */
    int findRoom() {
        if (!admitsFamily()) {
            return NodeFamily.NONE;
        }
        CapacityIndex nodes = family.nodeClass().index();
        int position = nodes.find(shape.need(), nextRoom);
        while (position != CapacityIndex.NONE) {
            int slot = nodes.slot(position);
            if (family.isMember(slot) && filters.admitsNode(shape, slot, asksAffinity)) {
                nextRoom = position;
                return slot;
            }
            position = nodes.find(shape.need(), position + 1);
        }
        nextRoom = nodes.size();
        return NodeFamily.NONE;
    }

    /**
     * What the cheapest growth costs that makes room; the most there is if none does. Among those
     * that cost the same, the one that leaves the most room for pods to come.
     */
    long costOfGrowth() {
        if (!admitsFamily()) {
            return Long.MAX_VALUE;
        }
        skipRejected();
        long least = Long.MAX_VALUE;
        long mostLeft = Long.MIN_VALUE;
        int admitted = 0;
        int index = Math.max(nextGrowth, firstToGrow);
        for (int looked = firstToGrow; looked < family.size() && admitted < WINDOW; looked++) {
            index = index + 1 < family.size() ? index + 1 : firstToGrow;
            if (!filters.admitsNode(shape, family.slot(index), asksAffinity)) {
                continue;
            }
            admitted++;
            int offer = family.sizeFor(index, shape.requests());
            if (offer == NodeFamily.NONE || family.costOfGrowth(index, offer) > least) {
                continue;
            }
            long left = family.leftAfterGrowth(index, offer, shape.requests());
            if (family.costOfGrowth(index, offer) < least || left > mostLeft) {
                least = family.costOfGrowth(index, offer);
                mostLeft = left;
                bestIndex = index;
                bestOffer = offer;
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
        family.grow(bestIndex, bestOffer);
        nextRoom = Math.min(nextRoom, family.position(bestIndex));
        return family.slot(bestIndex);
    }

    /** The ghost is as empty as a new node, and as much a domain of its own. */
    long costOfOpening() {
        boolean possible =
                admitsFamily() && filters.admitsNode(shape, family.ghost(), asksAffinity);
        newOffer = possible ? family.cheapestFor(shape.requests()) : NodeFamily.NONE;
        return newOffer == NodeFamily.NONE ? Long.MAX_VALUE : family.cost(newOffer);
    }

    /** How many nodes there are of what {@link #costOfOpening} found. */
    int nodes() {
        return family.nodes(newOffer);
    }

    /** Opens what {@link #costOfOpening} found. */
    int open() {
        return family.open(newOffer);
    }
}
