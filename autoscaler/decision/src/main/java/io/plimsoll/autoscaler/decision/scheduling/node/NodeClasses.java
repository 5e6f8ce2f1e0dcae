package io.plimsoll.autoscaler.decision.scheduling.node;

import io.plimsoll.autoscaler.decision.model.Node;
import io.plimsoll.autoscaler.decision.model.Taint;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Sorts nodes into classes by taints, cordon, and the labels that some pod asks about. A label with
 * about as many values as nodes would make a class of every node, so it tells none apart; pods that
 * ask about one are checked node by node.
 */
public final class NodeClasses {
    private static final int MANY_VALUES = 64;

    private final NodeSlots nodes;
    private final Set<String> askedKeys = new TreeSet<>();
    private final Set<String> perNodeKeys = new HashSet<>(Set.of(NodeSlots.HOSTNAME));
    private List<String> classKeys = List.of();
    private final Map<ClassKey, NodeClass> byKey = new HashMap<>();
    private final List<NodeClass> classes = new ArrayList<>();
    private int[] classOf = new int[16];
    private int[] positionOf = new int[16];
    private int sorting;

    public NodeClasses(NodeSlots nodes) {
        this.nodes = nodes;
    }

    public record ClassKey(
            List<Optional<String>> labels, List<Taint> taints, boolean unschedulable) {}

    public List<NodeClass> all() {
        return classes;
    }

    public NodeClass of(int slot) {
        return classes.get(classOf[slot]);
    }

    public int position(int slot) {
        return positionOf[slot];
    }

    /** Changes whenever nodes have been sorted anew: what was known of classes no longer holds. */
    public int sorting() {
        return sorting;
    }

    public boolean isPerNode(String labelKey) {
        return perNodeKeys.contains(labelKey);
    }

    /** Returns whether the classes have changed. */
    public boolean ask(Set<String> labelKeys) {
        if (!askedKeys.addAll(labelKeys)) {
            return false;
        }
        sortAll();
        return true;
    }

    public void add(int slot) {
        grow(slot);
        NodeClass found = classFor(slot);
        classOf[slot] = found.number();
        positionOf[slot] = found.index().append(slot);
    }

    public void removeLast(int slot) {
        of(slot).index().removeLast();
    }

    private NodeClass open(Node example) {
        NodeClass opened = new NodeClass(classes.size(), example, new CapacityIndex(nodes));
        classes.add(opened);
        return opened;
    }

    /** What classes are told apart by: equal for nodes of one class. */
    public ClassKey key(Node node) {
        List<Optional<String>> labels = new ArrayList<>(classKeys.size());
        for (String key : classKeys) {
            labels.add(Optional.ofNullable(node.metadata().labels().get(key)));
        }
        return new ClassKey(labels, node.spec().taints(), node.spec().unschedulable());
    }

    private void sortAll() {
        byKey.clear();
        classes.clear();
        sorting++;
        findPerNodeKeys();
        classKeys = askedKeys.stream().filter(key -> !perNodeKeys.contains(key)).toList();
        for (int place = 0; place < nodes.places(); place++) {
            add(nodes.slotAt(place));
        }
    }

    /** Nodes have come, gone, or been put in another order. */
    public void arrange() {
        List<IntList> members = new ArrayList<>(classes.size());
        classes.forEach(_ -> members.add(new IntList()));
        for (int place = 0; place < nodes.places(); place++) {
            int slot = nodes.slotAt(place);
            positionOf[slot] = members.get(classOf[slot]).size();
            members.get(classOf[slot]).add(slot);
        }
        for (NodeClass each : classes) {
            each.index().refill(members.get(each.number()));
        }
    }

    /** Finds the class of a node that is not to be appended yet: {@link #arrange} must follow. */
    public void classify(int slot) {
        grow(slot);
        classOf[slot] = classFor(slot).number();
    }

    private NodeClass classFor(int slot) {
        Node node = nodes.likeness(slot);
        return byKey.computeIfAbsent(key(node), _ -> open(node));
    }

    private void grow(int slot) {
        if (slot >= classOf.length) {
            classOf = Arrays.copyOf(classOf, 2 * classOf.length);
            positionOf = Arrays.copyOf(positionOf, 2 * positionOf.length);
        }
    }

    private void findPerNodeKeys() {
        for (String key : askedKeys) {
            Set<String> values = new HashSet<>();
            for (int place = 0; place < nodes.places(); place++) {
                int slot = nodes.slotAt(place);
                String value = nodes.likeness(slot).metadata().labels().get(key);
                if (value != null) {
                    values.add(value);
                }
            }
            if (values.size() > Math.max(MANY_VALUES, nodes.size() / 8)) {
                perNodeKeys.add(key);
            }
        }
    }
}
