package io.plimsoll.autoscaler.decision.scheduling.fleet;

import io.plimsoll.autoscaler.decision.model.Node;
import io.plimsoll.autoscaler.decision.model.NodeTemplate;
import io.plimsoll.autoscaler.decision.model.Resources;
import io.plimsoll.autoscaler.decision.scheduling.node.NodeClass;
import io.plimsoll.autoscaler.decision.scheduling.node.NodeClasses;
import io.plimsoll.autoscaler.decision.scheduling.node.NodeSlots;
import io.plimsoll.autoscaler.decision.scheduling.shape.PodShape;
import io.plimsoll.autoscaler.decision.scheduling.snapshot.SnapshotState;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Templates of one node class, cheapest first, and the new nodes made of them. A ghost, a node that
 * holds nothing, stands for the family's domains while packing goes on.
 */
final class NodeFamily {
    static final int NO_SIZE = -1;
    static final int NO_NODE = -1;

    private final SnapshotState state;
    private final NodeClass nodeClass;
    private final int ghost;
    private final List<NodeTemplate> sizes;
    private final long[][] allocatable;
    private int[] slots = new int[16];
    private int[] sizeOf = new int[16];
    private int count;
    private int nextName;

    private NodeFamily(
            SnapshotState state, NodeClass nodeClass, int ghost, List<NodeTemplate> sizes) {
        this.state = state;
        this.nodeClass = nodeClass;
        this.ghost = ghost;
        this.sizes = sizes;
        allocatable =
                sizes.stream()
                        .map(size -> state.layout().vector(size.node().status().allocatable()))
                        .toArray(long[][]::new);
    }

    public static List<NodeFamily> of(SnapshotState state, List<NodeTemplate> templates) {
        Map<NodeClasses.ClassKey, List<NodeTemplate>> byClass = new LinkedHashMap<>();
        templates.stream()
                .sorted(Comparator.comparingLong(each -> each.price().microUsdPerHour()))
                .forEach(each ->
                        byClass.computeIfAbsent(
                                        state.classes().key(each.node()), _ -> new ArrayList<>())
                                .add(each));
        List<NodeFamily> families = new ArrayList<>();
        for (List<NodeTemplate> sizes : byClass.values()) {
            Node example = sizes.getFirst().node();
            int ghost =
                    state.addNode(
                            withNothing(example), freeName(state, example.name() + "-ghost", 0));
            families.add(new NodeFamily(state, state.classes().of(ghost), ghost, sizes));
        }
        return families;
    }

    private static Node withNothing(Node node) {
        return new Node(
                node.name(),
                node.metadata(),
                node.spec(),
                new Node.Status(
                        node.status().capacity(), Resources.NONE, node.status().conditions()));
    }

    private static String freeName(SnapshotState state, String prefix, int from) {
        int number = from;
        while (state.nodes().slot(prefix + "-" + number) != NodeSlots.NONE) {
            number++;
        }
        return prefix + "-" + number;
    }

    boolean isEligible(PodShape shape) {
        return shape.nodeRule().eligible(state.classes()).contains(nodeClass);
    }

    NodeClass nodeClass() {
        return nodeClass;
    }

    int ghost() {
        return ghost;
    }

    void removeGhost() {
        state.removeNode(ghost);
    }

    /** How many nodes have been opened. */
    public int size() {
        return count;
    }

    public int slot(int index) {
        return slots[index];
    }

    public int position(int index) {
        return state.classes().position(slots[index]);
    }

    long microUsdPerHour() {
        long sum = 0;
        for (int index = 0; index < count; index++) {
            sum += price(sizeOf[index]);
        }
        return sum;
    }

    /** The cheapest size for a pod alone, or {@link #NO_SIZE}. */
    int sizeFor(long[] requests) {
        for (int size = 0; size < allocatable.length; size++) {
            if (holds(allocatable[size], requests)) {
                return size;
            }
        }
        return NO_SIZE;
    }

    /** The cheapest size for a node's pods and one more, or {@link #NO_SIZE}. */
    int sizeFor(int index, long[] requests) {
        int slot = slots[index];
        long[] now = allocatable[sizeOf[index]];
        for (int size = sizeOf[index] + 1; size < allocatable.length; size++) {
            if (holds(slot, now, allocatable[size], requests)) {
                return size;
            }
        }
        return NO_SIZE;
    }

    private boolean holds(int slot, long[] now, long[] then, long[] requests) {
        for (int dimension = 0; dimension < requests.length; dimension++) {
            long more = amount(then, dimension) - amount(now, dimension);
            if (requests[dimension] > 0
                    && state.nodes().free(slot, dimension) + more < requests[dimension]) {
                return false;
            }
        }
        return true;
    }

    private static boolean holds(long[] size, long[] requests) {
        for (int dimension = 0; dimension < requests.length; dimension++) {
            if (requests[dimension] > amount(size, dimension)) {
                return false;
            }
        }
        return true;
    }

    private static long amount(long[] vector, int dimension) {
        return dimension < vector.length ? vector[dimension] : 0;
    }

    long price(int size) {
        return sizes.get(size).price().microUsdPerHour();
    }

    long costOfGrowth(int index, int size) {
        return price(size) - price(sizeOf[index]);
    }

    public int open(int size) {
        if (count == slots.length) {
            slots = Arrays.copyOf(slots, 2 * count);
            sizeOf = Arrays.copyOf(sizeOf, 2 * count);
        }
        Node template = sizes.get(size).node();
        String name;
        do {
            name = template.name() + "-" + nextName++;
        } while (state.nodes().slot(name) != NodeSlots.NONE);
        int slot = state.addNode(template, name);
        slots[count] = slot;
        sizeOf[count] = size;
        count++;
        return slot;
    }

    void grow(int index, int size) {
        sizeOf[index] = size;
        state.resize(slots[index], sizes.get(size).node());
    }
}
