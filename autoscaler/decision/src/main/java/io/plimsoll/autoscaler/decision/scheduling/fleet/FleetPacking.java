package io.plimsoll.autoscaler.decision.scheduling.fleet;

import io.plimsoll.autoscaler.decision.model.NodeTemplate;
import io.plimsoll.autoscaler.decision.model.Pod;
import io.plimsoll.autoscaler.decision.scheduling.ClusterSnapshot;
import io.plimsoll.autoscaler.decision.scheduling.filter.Filters;
import io.plimsoll.autoscaler.decision.scheduling.packing.Batch;
import io.plimsoll.autoscaler.decision.scheduling.packing.Packing;
import io.plimsoll.autoscaler.decision.scheduling.shape.PodShape;
import io.plimsoll.autoscaler.decision.scheduling.snapshot.SnapshotState;
import java.util.ArrayList;
import java.util.List;

/**
 * Packs pods onto new nodes of many templates so that the nodes cost little together.
 *
 * <ol>
 *   <li>Pods that must keep apart node by node come first, then those that spread or gather by
 *       domain, then the rest; the larger before the smaller.
 *   <li>A pod goes where there is room. Where there is none, the node among a few that grows by the
 *       least money to the next template that holds it; where none may take it, a new node.
 * </ol>
 *
 * <p>Templates that no pod's constraints tell apart are sizes of one family. Every family's domains
 * count for topology spread from the start, or the first node's zone would look like the only one.
 * The snapshot keeps the new nodes with their pods: fork it first to look and go back.
 */
public final class FleetPacking {
    private final SnapshotState state;
    private final Filters filters;
    private final List<NodeFamily> families;
    private final List<String> opened = new ArrayList<>();
    private final List<Packing.Placement> placed = new ArrayList<>();
    private int turn;

    private FleetPacking(ClusterSnapshot snapshot, List<NodeTemplate> templates) {
        state = snapshot.state();
        filters = snapshot.filters();
        families = NodeFamily.of(state, templates);
    }

    /**
     * @param nodes that were opened, in order; the snapshot knows their templates
     * @param placed in the order in which the pods found their places
     * @param microUsdPerHour what they cost together
     * @param unplaced pods that fit on no template
     */
    public record Fleet(
            List<String> nodes,
            List<Packing.Placement> placed,
            long microUsdPerHour,
            List<Pod> unplaced) {
        public Fleet {
            nodes = List.copyOf(nodes);
            placed = List.copyOf(placed);
            unplaced = List.copyOf(unplaced);
        }
    }

    /**
     * @param templates with known prices; their nodes' names are the prefixes of the new nodes'
     */
    public static Fleet pack(
            ClusterSnapshot snapshot, List<Batch> batches, List<NodeTemplate> templates) {
        FleetPacking packing = new FleetPacking(snapshot, templates);
        List<Pod> unplaced = packing.placeAll(FleetOrder.sorted(batches, templates));
        long cost = 0;
        for (NodeFamily family : packing.families) {
            family.removeGhost();
            cost += family.microUsdPerHour();
        }
        return new Fleet(packing.opened, packing.placed, cost, unplaced);
    }

    private List<Pod> placeAll(List<Batch> batches) {
        List<Pod> unplaced = new ArrayList<>();
        for (Batch batch : batches) {
            PodShape shape = batch.shape();
            List<NodeFamily> eligible =
                    families.stream().filter(family -> family.isEligible(shape)).toList();
            FamilySearch[] searches =
                    eligible.stream()
                            .map(family -> new FamilySearch(state, filters, family, shape))
                            .toArray(FamilySearch[]::new);
            boolean possible = filters.admitsSomewhere(shape) && searches.length > 0;
            for (Pod pod : batch.pods()) {
                if (!possible
                        || !filters.stillAdmitsSomewhere(shape)
                        || !place(pod, shape, searches)) {
                    unplaced.add(pod);
                }
            }
            turn++;
        }
        return unplaced;
    }

    private boolean place(Pod pod, PodShape shape, FamilySearch[] searches) {
        int slot = NodeFamily.NO_NODE;
        for (int index = 0; index < searches.length && slot == NodeFamily.NO_NODE; index++) {
            slot = searches[(turn + index) % searches.length].findRoom();
        }
        if (slot == NodeFamily.NO_NODE) {
            slot = grow(searches);
        }
        if (slot == NodeFamily.NO_NODE) {
            slot = open(searches);
        }
        if (slot != NodeFamily.NO_NODE) {
            state.bind(pod, shape, slot);
            placed.add(new Packing.Placement(pod, state.nodes().name(slot)));
        }
        return slot != NodeFamily.NO_NODE;
    }

    private static int grow(FamilySearch[] searches) {
        long least = Long.MAX_VALUE;
        int best = 0;
        for (int index = 0; index < searches.length; index++) {
            long cost = searches[index].costOfGrowth();
            if (cost < least) {
                least = cost;
                best = index;
            }
        }
        return least == Long.MAX_VALUE ? NodeFamily.NO_NODE : searches[best].grow();
    }

    /** Among families that cost the same, the one with the fewest nodes. */
    private int open(FamilySearch[] searches) {
        long least = Long.MAX_VALUE;
        int fewest = Integer.MAX_VALUE;
        int best = 0;
        for (int index = 0; index < searches.length; index++) {
            long cost = searches[index].costOfOpening();
            int nodes = searches[index].family().size();
            if (cost < least || (cost == least && nodes < fewest)) {
                least = cost;
                fewest = nodes;
                best = index;
            }
        }
        if (least == Long.MAX_VALUE) {
            return NodeFamily.NO_NODE;
        }
        int slot = searches[best].open();
        opened.add(state.nodes().name(slot));
        return slot;
    }
}
