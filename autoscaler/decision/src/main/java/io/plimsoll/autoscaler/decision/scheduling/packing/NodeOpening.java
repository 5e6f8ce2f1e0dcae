package io.plimsoll.autoscaler.decision.scheduling.packing;

import io.plimsoll.autoscaler.decision.model.Pod;
import io.plimsoll.autoscaler.decision.scheduling.ClusterSnapshot;
import io.plimsoll.autoscaler.decision.scheduling.filter.Filters;
import io.plimsoll.autoscaler.decision.scheduling.filter.NodeSearch;
import io.plimsoll.autoscaler.decision.scheduling.node.NodeSlots;
import io.plimsoll.autoscaler.decision.scheduling.shape.PodGroup;
import io.plimsoll.autoscaler.decision.scheduling.shape.PodShape;
import io.plimsoll.autoscaler.decision.scheduling.snapshot.SnapshotState;
import java.util.ArrayList;
import java.util.List;

/** One run of {@link Packing#ontoNew}. */
final class NodeOpening {
    private final SnapshotState state;
    private final Filters filters;
    private final Packing.NewNodes newNodes;
    private final Packing packing;
    private final List<PodShape> daemonShapes;
    private final List<Integer> opened = new ArrayList<>();
    private boolean lastIsEmpty;
    private int nextNumber;

    NodeOpening(ClusterSnapshot snapshot, Packing.NewNodes newNodes) {
        state = snapshot.state();
        filters = snapshot.filters();
        this.newNodes = newNodes;
        packing = Packing.from(snapshot, state.nodes().size());
        daemonShapes = newNodes.daemonPods().stream().map(state::shape).toList();
    }

    public Packing.Opened pack(List<PodGroup> groups) {
        List<Pod> unplaced = new ArrayList<>();
        for (PodGroup group : groups) {
            NodeSearch search = packing.search(group.shape());
            boolean possible = filters.admitsSomewhere(group.shape());
            for (Pod pod : group.pods()) {
                if (!possible
                        || !filters.stillAdmitsSomewhere(group.shape())
                        || !place(pod, search)) {
                    unplaced.add(pod);
                }
            }
        }
        return new Packing.Opened(keepUsed(), unplaced);
    }

    private boolean place(Pod pod, NodeSearch search) {
        int slot = packing.place(pod, search);
        if (slot == NodeSearch.NONE) {
            if (lastIsEmpty || opened.size() >= newNodes.limit()) {
                return false;
            }
            slot = open();
            if (!search.admitsWholly(slot)) {
                return false;
            }
            state.bind(pod, search.shape(), slot);
        }
        lastIsEmpty &= slot != opened.getLast();
        return true;
    }

    private int open() {
        int slot = state.addNode(newNodes.template(), nextName());
        for (int index = 0; index < daemonShapes.size(); index++) {
            state.bind(newNodes.daemonPods().get(index), daemonShapes.get(index), slot);
        }
        opened.add(slot);
        lastIsEmpty = true;
        return slot;
    }

    private String nextName() {
        String name;
        do {
            name = newNodes.template().name() + "-" + nextNumber++;
        } while (state.nodes().slot(name) != NodeSlots.NONE);
        return name;
    }

    /** A node that was opened in vain goes again. */
    private List<String> keepUsed() {
        List<String> names = new ArrayList<>(opened.size());
        for (int slot : opened) {
            if (lastIsEmpty && slot == opened.getLast()) {
                state.removeNode(slot);
            } else {
                names.add(state.nodes().name(slot));
            }
        }
        return names;
    }
}
