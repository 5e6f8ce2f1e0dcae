package io.plimsoll.autoscaler.decision.scheduling.node;

import io.plimsoll.autoscaler.decision.model.HostPort;
import io.plimsoll.autoscaler.decision.model.Metadata;
import io.plimsoll.autoscaler.decision.model.Node;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Nodes by number, their numbers in flat arrays. A removed node leaves its slot empty; slots are
 * given back only in the reverse order of their taking, when a fork is reverted.
 */
public final class NodeSlots {
    public static final String HOSTNAME = "kubernetes.io/hostname";
    public static final int NONE = -1;

    private final ResourceLayout layout;
    private final Map<String, Integer> slotByName = new HashMap<>();
    private final List<String> names = new ArrayList<>();
    private final List<Node> nodes = new ArrayList<>();
    private final List<List<HostPort>> usedPorts = new ArrayList<>();
    private boolean[] active = new boolean[16];
    private long[] free;
    private int width;

    public NodeSlots(ResourceLayout layout) {
        this.layout = layout;
        width = layout.width();
        free = new long[active.length * width];
    }

    public int size() {
        return names.size();
    }

    int width() {
        return width;
    }

    public boolean isActive(int slot) {
        return active[slot];
    }

    public String name(int slot) {
        return names.get(slot);
    }

    /** The slot of an active node, or {@link #NONE}. */
    public int slot(String name) {
        return slotByName.getOrDefault(name, NONE);
    }

    /** A node made from a template is written out in full only when somebody asks for it. */
    public Node node(int slot) {
        Node node = nodes.get(slot);
        String name = names.get(slot);
        if (!node.name().equals(name)) {
            node = renamed(node, name);
            nodes.set(slot, node);
        }
        return node;
    }

    /** The node as it was given: another node's name, perhaps, but all else is right. */
    public Node likeness(int slot) {
        return nodes.get(slot);
    }

    public void setLikeness(int slot, Node node) {
        nodes.set(slot, node);
    }

    public List<HostPort> usedPorts(int slot) {
        return usedPorts.get(slot);
    }

    public void setUsedPorts(int slot, List<HostPort> ports) {
        usedPorts.set(slot, ports);
    }

    public long free(int slot, int dimension) {
        return free[slot * width + dimension];
    }

    public boolean hasFree(int slot, long[] need) {
        int start = slot * width;
        for (int dimension = 0; dimension < need.length; dimension++) {
            if (free[start + dimension] < need[dimension]) {
                return false;
            }
        }
        return true;
    }

    /** Takes {@code requests} away ({@code sign} 1) or gives them back (-1). */
    public void take(int slot, long[] requests, int sign) {
        int start = slot * width;
        for (int dimension = 0; dimension < requests.length; dimension++) {
            free[start + dimension] -= sign * requests[dimension];
        }
    }

    /**
     * @param name the node's own, or that of a new node like it
     */
    public int add(Node node, String name, long[] allocatable) {
        if (slotByName.containsKey(name)) {
            throw new IllegalArgumentException("node " + name + " is already in the snapshot");
        }
        widen();
        int slot = names.size();
        names.add(name);
        nodes.add(node);
        usedPorts.add(List.of());
        if (slot == active.length) {
            active = Arrays.copyOf(active, 2 * slot);
            free = Arrays.copyOf(free, 2 * slot * width);
        }
        Arrays.fill(free, slot * width, (slot + 1) * width, 0);
        System.arraycopy(allocatable, 0, free, slot * width, allocatable.length);
        show(slot);
        return slot;
    }

    public void removeLast() {
        int last = names.size() - 1;
        hide(last);
        names.removeLast();
        nodes.removeLast();
        usedPorts.removeLast();
    }

    public void hide(int slot) {
        active[slot] = false;
        slotByName.remove(names.get(slot));
    }

    public void show(int slot) {
        active[slot] = true;
        slotByName.put(names.get(slot), slot);
    }

    /** Makes room for resources that have come up since. */
    public void widen() {
        int wider = layout.width();
        if (wider == width) {
            return;
        }
        long[] copy = new long[active.length * wider];
        for (int slot = 0; slot < names.size(); slot++) {
            System.arraycopy(free, slot * width, copy, slot * wider, width);
        }
        free = copy;
        width = wider;
    }

    private static Node renamed(Node node, String name) {
        Metadata old = node.metadata();
        SortedMap<String, String> labels = new TreeMap<>(old.labels());
        labels.put(HOSTNAME, name);
        Metadata metadata =
                new Metadata(
                        old.uid(),
                        labels,
                        old.annotations(),
                        old.creationTime(),
                        old.deletionTime());
        return new Node(name, metadata, node.spec(), node.status());
    }
}
