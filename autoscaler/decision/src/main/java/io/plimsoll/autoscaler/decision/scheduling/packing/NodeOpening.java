package io.plimsoll.autoscaler.decision.scheduling.packing;

import io.plimsoll.autoscaler.decision.model.Node;
import io.plimsoll.autoscaler.decision.model.Pod;
import io.plimsoll.autoscaler.decision.scheduling.ClusterSnapshot;
import io.plimsoll.autoscaler.decision.scheduling.node.NodeSlots;
import io.plimsoll.autoscaler.decision.scheduling.shape.PodShape;
import io.plimsoll.autoscaler.decision.scheduling.snapshot.SnapshotState;
import java.util.ArrayList;
import java.util.List;

/**
 * One run of {@link Packing#ontoNew}, in the order of Cluster Autoscaler's estimator. A batch first
 * fills what earlier ones left of the new nodes; once a pod of it finds no place there, the rest of
 * it looks at the last node alone and then at a further one. A pod that does not even fit on a
 * fresh node ends its batch, and while the last node opened is empty no other is opened. A pod that
 * would need a node beyond the limit ends it all.
 *
 * <p>Source: cluster-autoscaler 1.29, {@code estimator/binpacking_estimator.go}.
 */
final class NodeOpening {
    private final SnapshotState state;
    private final Packing.NewNodes newNodes;
    private final Packing packing;
    private final List<PodShape> daemonShapes;
    private final List<Integer> opened = new ArrayList<>();
    private final List<Pod> placed = new ArrayList<>();
    private boolean lastIsEmpty;
    private boolean full;
    private int nextNumber;

    NodeOpening(ClusterSnapshot snapshot, Packing.NewNodes newNodes) {
        state = snapshot.state();
        this.newNodes = newNodes;
        packing = Packing.ontoLater(snapshot);
        daemonShapes = newNodes.daemonPods().stream().map(state::shape).toList();
    }

    Packing.Opened pack(List<Batch> batches) {
        for (int index = 0; index < batches.size() && !full; index++) {
            place(batches.get(index).pods(), packing.search(batches.get(index).shape()));
        }
        return new Packing.Opened(usedNames(), placed);
    }

    private void place(List<Pod> alike, NodeSearch search) {
        int next = 0;
        while (next < alike.size() && placeOnOpened(alike.get(next), search)) {
            next++;
        }
        while (next < alike.size() && placeOnLastOrNew(alike.get(next), search)) {
            next++;
        }
    }

    private boolean placeOnOpened(Pod pod, NodeSearch search) {
        int slot = packing.place(pod, search);
        if (slot != NodeSearch.NONE) {
            took(pod, slot);
        }
        return slot != NodeSearch.NONE;
    }

    private boolean placeOnLastOrNew(Pod pod, NodeSearch search) {
        if (!opened.isEmpty() && bindIfFits(pod, search, opened.getLast())) {
            return true;
        }
        full = !lastIsEmpty && opened.size() >= newNodes.limit();
        return !lastIsEmpty && !full && bindIfFits(pod, search, open());
    }

    private boolean bindIfFits(Pod pod, NodeSearch search, int slot) {
        if (!search.admitsSomewhere() || !search.admitsWholly(slot)) {
            return false;
        }
        state.bind(pod, search.shape(), slot);
        took(pod, slot);
        return true;
    }

    private void took(Pod pod, int slot) {
        placed.add(pod);
        lastIsEmpty &= slot != opened.getLast();
    }

    private int open() {
        Node template = newNodes.template().apply(opened.size());
        int slot = state.addNode(template, nextName(template.name()));
        for (int index = 0; index < daemonShapes.size(); index++) {
            state.bind(newNodes.daemonPods().get(index), daemonShapes.get(index), slot);
        }
        opened.add(slot);
        lastIsEmpty = true;
        return slot;
    }

    private String nextName(String template) {
        String name;
        do {
            name = template + "-" + nextNumber++;
        } while (state.nodes().slot(name) != NodeSlots.NONE);
        return name;
    }

    /** Only the last one can have been opened in vain. */
    private List<String> usedNames() {
        List<Integer> used =
                lastIsEmpty && !opened.isEmpty() ? opened.subList(0, opened.size() - 1) : opened;
        return used.stream().map(state.nodes()::name).toList();
    }
}
