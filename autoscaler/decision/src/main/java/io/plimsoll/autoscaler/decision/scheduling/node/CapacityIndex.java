package io.plimsoll.autoscaler.decision.scheduling.node;

import java.util.Arrays;

/**
 * Nodes of one class, in the order of {@link NodeSlots}, found by what is free on them without
 * visiting those that are too full.
 *
 * <p>A binary tree over the nodes holds, for each resource, a bound on what any node below has
 * free. Binding leaves the bounds as they are: they stay true, only loose, and a search that finds
 * nothing under a bound tightens it on its way. So binding costs nothing here, and each loose bound
 * is paid for once.
 */
public final class CapacityIndex {
    public static final int NONE = -1;

    private final NodeSlots nodes;
    private int[] slots = new int[2];
    private int size;
    private long[] bounds;
    private int width;

    public CapacityIndex(NodeSlots nodes) {
        this.nodes = nodes;
        width = nodes.width();
        bounds = new long[2 * width];
    }

    public int size() {
        return size;
    }

    public int slot(int position) {
        return slots[position];
    }

    /** The node in {@code slot}, which comes after all before; returns its position. */
    int append(int slot) {
        if (size == slots.length) {
            slots = Arrays.copyOf(slots, 2 * size);
            slots[size++] = slot;
            rebuild();
        } else {
            slots[size++] = slot;
            raise(size - 1);
        }
        return size - 1;
    }

    public void removeLast() {
        size--;
    }

    /** As {@link #append} all of them; at once, it costs less. */
    void refill(IntList inOrder) {
        size = inOrder.size();
        slots = new int[Math.max(2, Integer.highestOneBit(Math.max(1, size - 1)) << 1)];
        for (int position = 0; position < size; position++) {
            slots[position] = inOrder.get(position);
        }
        rebuild();
    }

    /** More is free on the node at {@code position} than before. */
    public void raise(int position) {
        if (width != nodes.width()) {
            rebuild();
            return;
        }
        int slot = slots[position];
        for (int parent = (slots.length + position) >> 1; parent > 0; parent >>= 1) {
            boolean raised = false;
            for (int dimension = 0; dimension < width; dimension++) {
                long free = nodes.free(slot, dimension);
                if (free > bounds[parent * width + dimension]) {
                    bounds[parent * width + dimension] = free;
                    raised = true;
                }
            }
            if (!raised) {
                return;
            }
        }
    }

    /**
     * The first position at or after {@code from} with {@code need} free, or {@link #NONE}.
     *
     * @param need as {@link ResourceLayout#need} makes it
     */
    public int find(long[] need, int from) {
        if (from >= size) {
            return NONE;
        }
        if (width != nodes.width()) {
            rebuild();
        }
        return find(1, 0, slots.length, from, need);
    }

    private int find(int tree, int low, int high, int from, long[] need) {
        if (high <= from || low >= size) {
            return NONE;
        }
        if (tree >= slots.length) {
            return nodes.isActive(slots[low]) && nodes.hasFree(slots[low], need) ? low : NONE;
        }
        for (int dimension = 0; dimension < need.length; dimension++) {
            if (bounds[tree * width + dimension] < need[dimension]) {
                return NONE;
            }
        }
        int middle = (low + high) >> 1;
        int found = find(2 * tree, low, middle, from, need);
        if (found == NONE) {
            found = find(2 * tree + 1, middle, high, from, need);
        }
        if (found == NONE && from <= low) {
            tighten(tree);
        }
        return found;
    }

    private void tighten(int tree) {
        for (int dimension = 0; dimension < width; dimension++) {
            bounds[tree * width + dimension] =
                    Math.max(bound(2 * tree, dimension), bound(2 * tree + 1, dimension));
        }
    }

    private long bound(int tree, int dimension) {
        if (tree < slots.length) {
            return bounds[tree * width + dimension];
        }
        int position = tree - slots.length;
        if (position >= size || !nodes.isActive(slots[position])) {
            return Long.MIN_VALUE;
        }
        return nodes.free(slots[position], dimension);
    }

    private void rebuild() {
        width = nodes.width();
        bounds = new long[slots.length * width];
        for (int tree = slots.length - 1; tree > 0; tree--) {
            tighten(tree);
        }
    }
}
