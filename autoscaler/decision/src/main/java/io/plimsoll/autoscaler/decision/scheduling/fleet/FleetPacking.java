package io.plimsoll.autoscaler.decision.scheduling.fleet;

import io.plimsoll.autoscaler.decision.model.Pod;
import io.plimsoll.autoscaler.decision.scheduling.ClusterSnapshot;
import io.plimsoll.autoscaler.decision.scheduling.filter.Filters;
import io.plimsoll.autoscaler.decision.scheduling.packing.Batch;
import io.plimsoll.autoscaler.decision.scheduling.packing.Packing;
import io.plimsoll.autoscaler.decision.scheduling.shape.PodShape;
import io.plimsoll.autoscaler.decision.scheduling.snapshot.SnapshotState;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Packs pods onto new nodes of many offers so that the nodes cost little together.
 *
 * <ol>
 *   <li>Pods that must keep apart node by node come first, then those that spread or gather by
 *       domain, then the rest; the larger before the smaller.
 *   <li>A pod goes where there is room. Where there is none, a node grows to the next offer that
 *       holds it, or a new one is opened.
 *   <li>What found no place is tried again as long as that helps, at last without counting domains
 *       of which no node was opened.
 * </ol>
 *
 * <p>Offers that no pod's constraints tell apart are sizes of one family. Every family's domains
 * count for topology spread from the start, or the first node's zone would look like the only one.
 * The snapshot keeps the new nodes with their pods: fork it first to look and go back.
 */
public final class FleetPacking {
    /** How far ahead offers are looked at whose nodes differ: more than any region's zones. */
    private static final int TURNS = 24;

    private final ClusterSnapshot snapshot;
    private final SnapshotState state;
    private final Filters filters;
    private final Course course;
    private final Basket basket;
    private final List<NodeFamily> families;
    private final Optional<Packing> existing;
    private final List<Packing.Placement> placed = new ArrayList<>();
    private int turn;

    private FleetPacking(
            ClusterSnapshot snapshot, Set<String> closed, Market market, Course course) {
        this.snapshot = snapshot;
        this.course = course;
        state = snapshot.state();
        filters = snapshot.filters();
        existing =
                state.nodes().places() > 0
                        ? Optional.of(Packing.onto(snapshot, closed))
                        : Optional.empty();
        basket = new Basket(state, market, course.first());
        families = NodeFamily.of(state, market, basket, TURNS);
    }

    /** When a node grows rather than that another is opened. */
    public enum Growth {
        /** Whenever one can. */
        ALWAYS,
        /** Where it costs no more. */
        IF_NOT_DEARER,
        /** Never. */
        NEVER
    }

    /**
     * How to go about it.
     *
     * @param start how many nodes of each offer are open from the start
     * @param first offers that are taken before any other is looked at
     */
    record Course(List<Integer> start, BitSet first, Growth growth, FleetOrder.Largest largest) {
        Course {
            start = List.copyOf(start);
            first = (BitSet) first.clone();
        }

        /** From nothing, all offers alike. */
        static Course of(Market market, Growth growth) {
            BitSet all = new BitSet();
            all.set(0, market.offers().size());
            return new Course(List.of(), all, growth, FleetOrder.Largest.IN_ALL);
        }

        @Override
        public BitSet first() {
            return (BitSet) first.clone();
        }
    }

    /**
     * @param closed names of nodes that take no pods
     */
    public static Fleet pack(
            ClusterSnapshot snapshot,
            Set<String> closed,
            List<Batch> batches,
            Market market,
            Growth growth) {
        return pack(snapshot, closed, batches, market, Course.of(market, growth));
    }

    static Fleet pack(
            ClusterSnapshot snapshot,
            Set<String> closed,
            List<Batch> batches,
            Market market,
            Course course) {
        FleetPacking packing = new FleetPacking(snapshot, closed, market, course);
        packing.open(course.start());
        return packing.fleet(
                packing.placeAll(FleetOrder.sorted(batches, market, course.largest())));
    }

    private Fleet fleet(List<Pod> unplaced) {
        families.forEach(NodeFamily::removeGhosts);
        Map<Integer, Integer> offerOfSlot = new HashMap<>();
        families.forEach(family -> family.tellOffers(offerOfSlot));
        SortedMap<String, Integer> nodes = new TreeMap<>();
        offerOfSlot.forEach((slot, offer) -> nodes.put(state.nodes().name(slot), offer));
        return new Fleet(nodes, placed, unplaced, basket.cost());
    }

    private void open(List<Integer> start) {
        for (int offer = 0; offer < start.size(); offer++) {
            for (int count = 0; count < start.get(offer); count++) {
                for (NodeFamily family : families) {
                    if (basket.mayTake(offer) && family.isNext(offer)) {
                        opened(family.open(offer));
                        break;
                    }
                }
            }
        }
    }

    private void opened(int slot) {
        existing.ifPresent(nodes -> nodes.close(state.nodes().name(slot)));
    }

    private List<Pod> placeAll(List<Batch> batches) {
        List<Pod> left = placeWhileItHelps(batches);
        basket.openAll();
        if (!left.isEmpty()) {
            left = placeWhileItHelps(again(batches, left));
        }
        if (!left.isEmpty()) {
            families.stream()
                    .filter(family -> family.size() == 0)
                    .forEach(NodeFamily::removeGhosts);
            left = placeWhileItHelps(again(batches, left));
        }
        return left;
    }

    private List<Batch> again(List<Batch> batches, List<Pod> left) {
        return left.isEmpty() ? batches : Batch.byShape(snapshot, left);
    }

    private List<Pod> placeWhileItHelps(List<Batch> batches) {
        List<Pod> left = place(batches);
        int before = batches.stream().mapToInt(batch -> batch.pods().size()).sum();
        while (!left.isEmpty() && left.size() < before) {
            before = left.size();
            left = place(Batch.byShape(snapshot, left));
        }
        return left;
    }

    private List<Pod> place(List<Batch> batches) {
        List<Pod> unplaced = new ArrayList<>();
        for (Batch batch : batches) {
            PodShape shape = batch.shape();
            FamilySearch[] searches =
                    families.stream()
                            .filter(family -> state.nodes().isActive(family.ghost()))
                            .filter(family -> family.isEligible(shape))
                            .map(family -> new FamilySearch(state, filters, family, shape))
                            .toArray(FamilySearch[]::new);
            boolean possible = filters.admitsSomewhere(shape);
            for (Pod pod : batch.pods()) {
                possible &= filters.stillAdmitsSomewhere(shape);
                // What keeps one pod from finding a place keeps all alike from it.
                possible = possible && place(pod, shape, searches);
                if (!possible) {
                    unplaced.add(pod);
                }
            }
            turn++;
        }
        return unplaced;
    }

    private boolean place(Pod pod, PodShape shape, FamilySearch[] searches) {
        if (!shape.spread().isEmpty() || !shape.affinity().isEmpty()) {
            Optional<String> there = existing.flatMap(nodes -> nodes.place(pod));
            if (there.isPresent()) {
                placed.add(new Packing.Placement(pod, there.get()));
                return true;
            }
        }
        int slot = NodeFamily.NONE;
        for (int index = 0; index < searches.length && slot == NodeFamily.NONE; index++) {
            slot = searches[(turn + index) % searches.length].findRoom();
        }
        if (slot == NodeFamily.NONE) {
            slot = makeRoom(searches);
        }
        if (slot != NodeFamily.NONE) {
            state.bind(pod, shape, slot);
            placed.add(new Packing.Placement(pod, state.nodes().name(slot)));
        }
        return slot != NodeFamily.NONE;
    }

    private int makeRoom(FamilySearch[] searches) {
        int opening = cheapestOpening(searches);
        boolean none = opening == NodeFamily.NONE;
        long most =
                switch (course.growth()) {
                    case ALWAYS -> Long.MAX_VALUE - 1;
                    case IF_NOT_DEARER ->
                            none ? Long.MAX_VALUE - 1 : searches[opening].costOfOpening();
                    case NEVER -> -1;
                };
        int slot = grow(searches, most);
        if (slot == NodeFamily.NONE && !none) {
            slot = searches[opening].open();
            opened(slot);
        }
        return slot;
    }

    private static int grow(FamilySearch[] searches, long most) {
        long least = Long.MAX_VALUE;
        int best = 0;
        for (int index = 0; index < searches.length && most >= 0; index++) {
            long cost = searches[index].costOfGrowth();
            if (cost <= most && cost < least) {
                least = cost;
                best = index;
            }
        }
        return least == Long.MAX_VALUE ? NodeFamily.NONE : searches[best].grow();
    }

    /** Among families that cost the same, the one with the fewest nodes. */
    private static int cheapestOpening(FamilySearch[] searches) {
        long least = Long.MAX_VALUE;
        int fewest = Integer.MAX_VALUE;
        int best = NodeFamily.NONE;
        for (int index = 0; index < searches.length; index++) {
            long cost = searches[index].costOfOpening();
            if (cost < Long.MAX_VALUE
                    && (cost < least || (cost == least && searches[index].nodes() < fewest))) {
                least = cost;
                fewest = searches[index].nodes();
                best = index;
            }
        }
        return best;
    }
}
