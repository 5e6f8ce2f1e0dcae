package io.plimsoll.autoscaler.decision.scheduling.snapshot;

import io.plimsoll.autoscaler.decision.model.Cluster;
import io.plimsoll.autoscaler.decision.model.Node;
import io.plimsoll.autoscaler.decision.model.ObjectKey;
import io.plimsoll.autoscaler.decision.model.Pod;
import io.plimsoll.autoscaler.decision.scheduling.node.NodeSlots;
import io.plimsoll.autoscaler.decision.scheduling.shape.PodShape;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Keeps a snapshot in step with the cluster. An object that is the same as before, by identity,
 * costs one comparison; what changed is taken out and put in again. What comes of it is what a
 * snapshot of the cluster alone would be: nodes in the order of their names, the pods of each in
 * the order of their keys.
 */
public final class ClusterFollower {
    private final SnapshotState state;
    private List<Node> nodes = List.of();
    private List<Pod> pods = List.of();
    private List<Pod> unbound = List.of();

    /** Pods bound to nodes that are not there, in the order of their keys. */
    private final Map<String, List<Pod>> homeless = new HashMap<>();

    /** Pods of a priority below zero; few, as a rule. */
    private final SortedMap<ObjectKey, Pod> unimportant = new TreeMap<>();

    private final Set<String> disordered = new LinkedHashSet<>();

    public ClusterFollower(SnapshotState state) {
        this.state = state;
    }

    /**
     * @throws IllegalStateException while a fork is open
     */
    public void follow(Cluster next) {
        if (state.isForked()) {
            throw new IllegalStateException("a forked snapshot cannot follow the cluster");
        }
        boolean first = pods.isEmpty();
        Changes<Pod> podChanges =
                Changes.between(pods, next.pods(), Comparator.comparing(Pod::key));
        Changes<Node> nodeChanges =
                Changes.between(nodes, next.nodes(), Comparator.comparing(Node::name));
        // Shapes first: what they ask about nodes is cheaper to sort while there are none.
        List<PodShape> shapes = new ArrayList<>(podChanges.come().size());
        podChanges.come().forEach(pod -> shapes.add(state.shape(pod)));
        podChanges.gone().forEach(pod -> unimportant.remove(pod.key()));
        podChanges.come().stream()
                .filter(pod -> pod.spec().policy().priority() < 0)
                .forEach(pod -> unimportant.put(pod.key(), pod));
        List<Pod> gone = unbound(podChanges.gone());
        List<Pod> come = unbound(podChanges.come());
        replaceAlike(podChanges, shapes);
        podChanges.gone().forEach(this::drop);
        followNodes(nodeChanges);
        for (int index = 0; index < podChanges.come().size(); index++) {
            add(podChanges.come().get(index), shapes.get(index), first);
        }
        disordered.forEach(node -> state.pods().arrange(state.nodes().slot(node)));
        disordered.clear();
        if (!gone.isEmpty() || !come.isEmpty()) {
            unbound = Changes.apply(unbound, gone, come, Comparator.comparing(Pod::key));
        }
        state.volumes().follow(next.storage());
        pods = next.pods();
        nodes = next.nodes();
    }

    /** Pods that name no node, in the order of their keys. */
    public List<Pod> unbound() {
        return unbound;
    }

    /** Unbinds the pods whose priority is below {@code cutoff}. */
    public void unbindBelow(int cutoff) {
        Collection<Pod> candidates = cutoff > 0 ? pods : unimportant.values();
        for (Pod pod : candidates) {
            int slot = pod.spec().nodeName().map(state.nodes()::slot).orElse(NodeSlots.NONE);
            if (slot != NodeSlots.NONE
                    && !pod.isTerminal()
                    && pod.spec().policy().priority() < cutoff) {
                state.unbind(state.pods().find(pod, slot));
            }
        }
    }

    /** Pods bound to a node of which nobody heard, in the order of their keys. */
    public List<Pod> homeless(String node) {
        return homeless.getOrDefault(node, List.of());
    }

    /** Most changes of a pod are none to its node. */
    private void replaceAlike(Changes<Pod> changes, List<PodShape> shapes) {
        changes.removeIf(
                (before, after, index) -> {
                    int slot =
                            after.spec().nodeName().map(state.nodes()::slot).orElse(NodeSlots.NONE);
                    boolean stays =
                            slot != NodeSlots.NONE
                                    && before.spec().nodeName().equals(after.spec().nodeName())
                                    && !before.isTerminal()
                                    && !after.isTerminal();
                    int number = stays ? state.pods().find(before, slot) : PodSlots.NONE;
                    if (number == PodSlots.NONE
                            || state.pods().shape(number) != shapes.get(index)) {
                        return false;
                    }
                    state.pods().replace(number, after);
                    state.nodes().touch(slot);
                    return true;
                },
                shapes);
    }

    private void drop(Pod pod) {
        Optional<String> node = pod.spec().nodeName();
        if (node.isEmpty()) {
            state.shapes().forget(pod);
        } else if (!pod.isTerminal()) {
            int slot = state.nodes().slot(node.get());
            if (slot == NodeSlots.NONE) {
                leaveHomeless(node.get(), pod);
            } else {
                state.unbind(state.pods().find(pod, slot));
            }
        }
    }

    @SuppressWarnings("ReferenceEquality")
    private void leaveHomeless(String node, Pod pod) {
        List<Pod> left = homeless.getOrDefault(node, new ArrayList<>());
        left.removeIf(each -> each == pod);
        if (left.isEmpty()) {
            homeless.remove(node);
        }
    }

    private void add(Pod pod, PodShape shape, boolean first) {
        Optional<String> node = pod.spec().nodeName();
        if (node.isEmpty()) {
            state.shapes().remember(pod, shape);
        } else if (!pod.isTerminal()) {
            int slot = state.nodes().slot(node.get());
            if (slot == NodeSlots.NONE) {
                List<Pod> others = homeless.computeIfAbsent(node.get(), _ -> new ArrayList<>());
                others.add(pod);
                others.sort(Comparator.comparing(Pod::key));
            } else {
                state.bind(pod, shape, slot);
                if (!first) {
                    disordered.add(node.get());
                }
            }
        }
    }

    private void followNodes(Changes<Node> changes) {
        if (changes.none()) {
            return;
        }
        changes.removeIf(
                (before, after, _) -> {
                    boolean alike =
                            before.metadata().labels().equals(after.metadata().labels())
                                    && before.spec().taints().equals(after.spec().taints())
                                    && before.spec().unschedulable()
                                            == after.spec().unschedulable();
                    if (alike) {
                        state.refresh(state.nodes().slot(after.name()), after);
                    }
                    return alike;
                },
                List.of());
        if (changes.none()) {
            return;
        }
        changes.gone().forEach(this::abandon);
        changes.come().forEach(state::settle);
        state.arrange();
        changes.come().forEach(this::bringHome);
    }

    private void abandon(Node node) {
        int slot = state.nodes().slot(node.name());
        List<Pod> left = new ArrayList<>();
        for (int number = state.pods().last(slot);
                number != PodSlots.NONE;
                number = state.pods().last(slot)) {
            left.addFirst(state.pods().pod(number));
            state.unbind(number);
        }
        if (!left.isEmpty()) {
            homeless.put(node.name(), left);
        }
        state.abandon(slot);
    }

    private void bringHome(Node node) {
        List<Pod> here = homeless.remove(node.name());
        if (here != null) {
            int slot = state.nodes().slot(node.name());
            here.forEach(pod -> state.bind(pod, state.shape(pod), slot));
            disordered.add(node.name());
        }
    }

    private static List<Pod> unbound(List<Pod> pods) {
        return pods.stream().filter(pod -> pod.spec().nodeName().isEmpty()).toList();
    }
}
