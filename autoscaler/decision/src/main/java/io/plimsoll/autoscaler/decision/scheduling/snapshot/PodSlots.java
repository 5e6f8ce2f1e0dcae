package io.plimsoll.autoscaler.decision.scheduling.snapshot;

import io.plimsoll.autoscaler.decision.model.Pod;
import io.plimsoll.autoscaler.decision.scheduling.node.IntList;
import io.plimsoll.autoscaler.decision.scheduling.shape.PodShape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * Bound pods by number, those of one node in a doubly linked list. An unlinked pod keeps its own
 * links, so that linking pods again in the reverse order of unlinking restores every list as it was
 * (Knuth's dancing links).
 */
public final class PodSlots {
    public static final int NONE = -1;

    private final List<Pod> pods = new ArrayList<>();
    private final List<PodShape> shapes = new ArrayList<>();
    private int[] nodeOf = new int[16];
    private int[] next = new int[16];
    private int[] previous = new int[16];
    private int[] lastOnNode = new int[16];
    private final IntList freed = new IntList();

    PodSlots() {}

    public int size() {
        return pods.size();
    }

    public Pod pod(int number) {
        return pods.get(number);
    }

    public PodShape shape(int number) {
        return shapes.get(number);
    }

    /** Where the pod is bound, or {@link #NONE}. */
    public int node(int number) {
        return nodeOf[number];
    }

    /** The pod that came to the node last, or {@link #NONE}. */
    public int last(int slot) {
        return lastOnNode[slot];
    }

    /** The pod that came to the same node before this one, or {@link #NONE}. */
    public int previous(int number) {
        return previous[number];
    }

    public void addNode(int slot) {
        if (slot >= lastOnNode.length) {
            lastOnNode = Arrays.copyOf(lastOnNode, 2 * lastOnNode.length);
        }
        lastOnNode[slot] = NONE;
    }

    int add(Pod pod, PodShape shape, int slot) {
        int number = pods.size();
        pods.add(pod);
        shapes.add(shape);
        if (number == nodeOf.length) {
            nodeOf = Arrays.copyOf(nodeOf, 2 * number);
            next = Arrays.copyOf(next, 2 * number);
            previous = Arrays.copyOf(previous, 2 * number);
        }
        append(number, slot);
        return number;
    }

    /** As {@link #add}, by a number that was freed, if there is one. */
    int addAgain(Pod pod, PodShape shape, int slot) {
        if (freed.isEmpty()) {
            return add(pod, shape, slot);
        }
        int number = freed.removeLast();
        pods.set(number, pod);
        shapes.set(number, shape);
        append(number, slot);
        return number;
    }

    private void append(int number, int slot) {
        nodeOf[number] = slot;
        next[number] = NONE;
        previous[number] = lastOnNode[slot];
        if (previous[number] != NONE) {
            next[previous[number]] = number;
        }
        lastOnNode[slot] = number;
    }

    /** Lets another pod have the number of one that is unlinked for good. */
    void free(int number) {
        freed.add(number);
    }

    /** The bound pod that is this very object, or {@link #NONE}. */
    @SuppressWarnings("ReferenceEquality")
    int find(Pod pod, int slot) {
        int number = lastOnNode[slot];
        while (number != NONE && pods.get(number) != pod) {
            number = previous[number];
        }
        return number;
    }

    /** Puts {@code pod} in place of one that is the same to all that counts pods. */
    void replace(int number, Pod pod) {
        pods.set(number, pod);
    }

    /** Puts the node's pods in the order of their keys. */
    void arrange(int slot) {
        List<Integer> numbers = new ArrayList<>();
        for (int number = lastOnNode[slot]; number != NONE; number = previous[number]) {
            numbers.add(number);
        }
        numbers.sort(Comparator.comparing(number -> pods.get(number).key()));
        lastOnNode[slot] = NONE;
        for (int number : numbers) {
            next[number] = NONE;
            previous[number] = lastOnNode[slot];
            if (previous[number] != NONE) {
                next[previous[number]] = number;
            }
            lastOnNode[slot] = number;
        }
    }

    /** Takes back the last {@link #add}; the pod must be linked. */
    public void removeLast() {
        int number = pods.size() - 1;
        unlink(number);
        pods.removeLast();
        shapes.removeLast();
    }

    void unlink(int number) {
        if (previous[number] != NONE) {
            next[previous[number]] = next[number];
        }
        if (next[number] != NONE) {
            previous[next[number]] = previous[number];
        } else {
            lastOnNode[nodeOf[number]] = previous[number];
        }
        nodeOf[number] = NONE;
    }

    void relink(int number, int slot) {
        nodeOf[number] = slot;
        if (previous[number] != NONE) {
            next[previous[number]] = number;
        }
        if (next[number] != NONE) {
            previous[next[number]] = number;
        } else {
            lastOnNode[slot] = number;
        }
    }
}
