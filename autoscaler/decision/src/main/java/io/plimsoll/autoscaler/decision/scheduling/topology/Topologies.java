package io.plimsoll.autoscaler.decision.scheduling.topology;

import io.plimsoll.autoscaler.decision.model.Node;
import io.plimsoll.autoscaler.decision.scheduling.node.NodeClasses;
import io.plimsoll.autoscaler.decision.scheduling.node.NodeSlots;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The topology keys that some pod's constraints name. */
public final class Topologies {
    private final NodeSlots nodes;
    private final NodeClasses classes;
    private final Map<String, Topology> byKey = new HashMap<>();
    private final List<Topology> all = new ArrayList<>();

    public Topologies(NodeSlots nodes, NodeClasses classes) {
        this.nodes = nodes;
        this.classes = classes;
    }

    /** The key must have been asked of the classes before. */
    public Topology of(String key) {
        Topology known = byKey.get(key);
        return known == null ? open(key) : known;
    }

    private Topology open(String key) {
        Topology opened = new Topology(key);
        for (int slot = 0; slot < nodes.size(); slot++) {
            put(opened, slot);
        }
        byKey.put(key, opened);
        all.add(opened);
        refresh();
        return opened;
    }

    public void addNode(int slot) {
        for (Topology topology : all) {
            put(topology, slot);
        }
    }

    /** Classes have been sorted anew: which keys tell nodes of a class apart may have changed. */
    public void refresh() {
        for (Topology topology : all) {
            topology.setPerNode(classes.isPerNode(topology.key()));
        }
    }

    private void put(Topology topology, int slot) {
        Node likeness = nodes.likeness(slot);
        boolean likeAnother = !likeness.name().equals(nodes.name(slot));
        if (likeAnother && topology.key().equals(NodeSlots.HOSTNAME)) {
            topology.put(slot, topology.domain(nodes.name(slot)));
        } else {
            topology.put(slot, likeness);
        }
    }
}
