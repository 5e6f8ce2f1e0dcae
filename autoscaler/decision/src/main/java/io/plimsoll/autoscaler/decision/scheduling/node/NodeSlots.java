package io.plimsoll.autoscaler.decision.scheduling.node;

import io.plimsoll.autoscaler.decision.model.HostPort;
import io.plimsoll.autoscaler.decision.model.Metadata;
import io.plimsoll.autoscaler.decision.model.Node;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Nodes by number, their numbers in flat arrays, and in an order of their own. A removed node
 * leaves its slot hidden, where it keeps its place; a slot that is freed may be taken by another.
 */
public final class NodeSlots {
    public static final String HOSTNAME = "kubernetes.io/hostname";
    public static final int NONE = -1;

    private final ResourceLayout layout;
    private final Map<String, Integer> slotByName = new HashMap<>();
    private final List<String> names = new ArrayList<>();
    private final List<Node> nodes = new ArrayList<>();
    private final List<List<HostPort>> usedPorts = new ArrayList<>();
    private final IntList order = new IntList();
    private final IntList freed = new IntList();
    private int[] rank = new int[16];
    private long[] lastChange = new long[16];
    private long changes;
    private boolean[] active = new boolean[16];
    private long[] free;
    private int width;

    public NodeSlots(ResourceLayout layout) {
        this.layout = layout;
        width = layout.width();
        free = new long[active.length * width];
    }

    /** All slots are lower, those that hold no node among them. */
    public int size() {
        return names.size();
    }

    /** How many places there are in the order, those of hidden nodes among them. */
    public int places() {
        return order.size();
    }

    /** The slot at a place of the order. */
    public int slotAt(int place) {
        return order.get(place);
    }

    /** Says of a slot that its node, or a pod on it, is not what it was. */
    public void touch(int slot) {
        lastChange[slot] = ++changes;
    }

    /** All is again what it was when {@link #lastChange} was {@code stamp}. */
    public void untouch(int slot, long stamp) {
        lastChange[slot] = stamp;
    }

    /**
     * A number that stands for the node in the slot and the pods on it: no change ever brings back
     * one that was there, but by undoing.
     */
    public long lastChange(int slot) {
        return lastChange[slot];
    }

    /** A slot's place in the order. */
    public int rank(int slot) {
        return rank[slot];
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
        checkFree(name);
        widen();
        int slot = names.size();
        names.add(name);
        nodes.add(node);
        usedPorts.add(List.of());
        if (slot == active.length) {
            active = Arrays.copyOf(active, 2 * slot);
            rank = Arrays.copyOf(rank, 2 * slot);
            lastChange = Arrays.copyOf(lastChange, 2 * slot);
            free = Arrays.copyOf(free, 2 * slot * width);
        }
        fill(slot, allocatable);
        return slot;
    }

    /** As {@link #add}, in a slot that was freed, if there is one. */
    public int addAgain(Node node, String name, long[] allocatable) {
        if (freed.isEmpty()) {
            return add(node, name, allocatable);
        }
        checkFree(name);
        widen();
        int slot = freed.removeLast();
        names.set(slot, name);
        nodes.set(slot, node);
        usedPorts.set(slot, List.of());
        fill(slot, allocatable);
        return slot;
    }

    private void checkFree(String name) {
        if (slotByName.containsKey(name)) {
            throw new IllegalArgumentException("node " + name + " is already in the snapshot");
        }
    }

    private void fill(int slot, long[] allocatable) {
        Arrays.fill(free, slot * width, (slot + 1) * width, 0);
        System.arraycopy(allocatable, 0, free, slot * width, allocatable.length);
        rank[slot] = order.size();
        order.add(slot);
        show(slot);
    }

    /** Takes back the last {@link #add}. */
    public void removeLast() {
        int last = names.size() - 1;
        hide(last);
        names.removeLast();
        nodes.removeLast();
        usedPorts.removeLast();
        order.removeLast();
    }

    /** Hides the node and lets another have its slot; {@link #arrange} must follow. */
    public void free(int slot) {
        hide(slot);
        order.set(rank[slot], NONE);
        freed.add(slot);
    }

    /** Puts all nodes that are not freed in the order of their names. */
    public void arrange() {
        List<Integer> kept = new ArrayList<>(order.size());
        for (int place = 0; place < order.size(); place++) {
            if (order.get(place) != NONE) {
                kept.add(order.get(place));
            }
        }
        kept.sort(Comparator.comparing(names::get));
        order.clear();
        for (int slot : kept) {
            rank[slot] = order.size();
            order.add(slot);
        }
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
