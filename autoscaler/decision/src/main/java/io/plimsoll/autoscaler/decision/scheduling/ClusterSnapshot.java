package io.plimsoll.autoscaler.decision.scheduling;

import io.plimsoll.autoscaler.decision.model.Cluster;
import io.plimsoll.autoscaler.decision.model.Node;
import io.plimsoll.autoscaler.decision.model.Pod;
import io.plimsoll.autoscaler.decision.scheduling.filter.Filters;
import io.plimsoll.autoscaler.decision.scheduling.filter.Obstacle;
import io.plimsoll.autoscaler.decision.scheduling.filter.Verdict;
import io.plimsoll.autoscaler.decision.scheduling.node.NodeSlots;
import io.plimsoll.autoscaler.decision.scheduling.snapshot.ClusterFollower;
import io.plimsoll.autoscaler.decision.scheduling.snapshot.PodSlots;
import io.plimsoll.autoscaler.decision.scheduling.snapshot.SnapshotState;
import java.util.ArrayList;
import java.util.List;

/**
 * The cluster as it is or as it would be: nodes and the pods on them, with forks for "what if".
 * Mutable and confined to one thread.
 *
 * <p>Nodes are in the order of their names; those added later come after, in the order of their
 * coming. Forking and reverting cost what the changes in between cost, whatever the size of the
 * cluster.
 */
public final class ClusterSnapshot {
    private final SnapshotState state;
    private final Filters filters;

    private final ClusterFollower follower;
    private int shapesAtFirst;

    private ClusterSnapshot(SnapshotState state) {
        this.state = state;
        filters = new Filters(state);
        follower = new ClusterFollower(state);
    }

    /**
     * Every node of {@code cluster} with the pods bound to it; terminal pods take no room. Pods
     * that are not bound yet are not placed, but are the cheaper to ask about later.
     */
    public static ClusterSnapshot of(Cluster cluster) {
        ClusterSnapshot snapshot =
                new ClusterSnapshot(new SnapshotState(cluster.storage(), cluster.namespaces()));
        snapshot.follow(cluster);
        snapshot.shapesAtFirst = snapshot.state.shapes().size();
        return snapshot;
    }

    /**
     * Becomes what {@link #of} makes of {@code next}, at the cost of what tells it from the cluster
     * before: objects that are the same are recognized by identity. Its namespaces have the same
     * labels.
     *
     * @throws IllegalStateException while a fork is open
     */
    public void follow(Cluster next) {
        follower.follow(next);
    }

    /** Pods of the cluster that name no node, in the order of their keys. */
    public List<Pod> unbound() {
        return follower.unbound();
    }

    /**
     * Pods of the cluster that are bound to a node that is not in it, in the order of their keys.
     */
    public List<Pod> homeless(String node) {
        return follower.homeless(node);
    }

    /** Takes pods off their nodes whose priority is below {@code cutoff}. */
    public void unbindBelow(int cutoff) {
        follower.unbindBelow(cutoff);
    }

    /**
     * Whether so much has been asked about pods that are gone by now that a new snapshot would be
     * better.
     */
    public boolean isWorn() {
        return state.shapes().size() > 1000 + 2 * shapesAtFirst;
    }

    /** A number that tells what the node in a slot, and the pods on it, are from what they were. */
    public long lastChange(int slot) {
        return state.nodes().lastChange(slot);
    }

    public SnapshotState state() {
        return state;
    }

    public Filters filters() {
        return filters;
    }

    /**
     * Opens a fork: changes from here on can be undone by {@link #revert} or kept by {@link
     * #commit}. Forks nest.
     */
    public void fork() {
        state.fork();
    }

    /**
     * @throws IllegalStateException if no fork is open
     */
    public void revert() {
        state.revert();
    }

    /**
     * @throws IllegalStateException if no fork is open
     */
    public void commit() {
        state.commit();
    }

    /**
     * @throws IllegalArgumentException if there is a node of that name
     */
    public void addNode(Node node, List<Pod> pods) {
        int slot = state.addNode(node, node.name());
        for (Pod pod : pods) {
            bind(pod, slot);
        }
    }

    /** Takes a node and its pods away; it no longer counts as a topology domain. */
    public void removeNode(String name) {
        state.removeNode(slot(name));
    }

    /** Binds {@code pod} to {@code node} without asking whether it fits. */
    public void bind(Pod pod, String node) {
        bind(pod, slot(node));
    }

    private void bind(Pod pod, int slot) {
        if (!pod.isTerminal()) {
            state.bind(pod, state.shape(pod), slot);
        }
    }

    /**
     * Takes pods off a node.
     *
     * @param pods some of those on it, in the order in which {@link #podsOn} has them
     * @throws IllegalArgumentException if one of them is not there
     */
    public void unbind(String node, List<Pod> pods) {
        state.unbindAll(slot(node), pods);
    }

    /**
     * Whether a pod that waits for a node may run on {@code node}. A pod that names a node already
     * fits on that one alone: ask for {@link Pod#unbound} to move it.
     */
    public Verdict check(Pod pod, String node) {
        return filters.verdict(pod, state.shape(pod), slot(node));
    }

    /** All that keeps the pod off {@code node}; {@link #check} tells the first of them. */
    public List<Obstacle> obstacles(Pod pod, String node) {
        return filters.obstacles(pod, state.shape(pod), slot(node));
    }

    public boolean hasNode(String name) {
        return state.nodes().slot(name) != NodeSlots.NONE;
    }

    public Node node(String name) {
        return state.nodes().node(slot(name));
    }

    public List<String> nodeNames() {
        List<String> names = new ArrayList<>();
        for (int place = 0; place < state.nodes().places(); place++) {
            int slot = state.nodes().slotAt(place);
            if (state.nodes().isActive(slot)) {
                names.add(state.nodes().name(slot));
            }
        }
        return List.copyOf(names);
    }

    /** In the order of their coming. */
    public List<Pod> podsOn(String node) {
        return podsOn(slot(node));
    }

    /** As {@link #podsOn(String)}. */
    public List<Pod> podsOn(int slot) {
        PodSlots slots = state.pods();
        int count = 0;
        for (int pod = slots.last(slot); pod != PodSlots.NONE; pod = slots.previous(pod)) {
            count++;
        }
        Pod[] pods = new Pod[count];
        for (int pod = slots.last(slot); pod != PodSlots.NONE; pod = slots.previous(pod)) {
            pods[--count] = slots.pod(pod);
        }
        return List.of(pods);
    }

    /**
     * The number of a node, which it keeps as long as it is the same object in each cluster that
     * the snapshot follows.
     *
     * @throws IllegalArgumentException if there is none of that name
     */
    public int slot(String node) {
        int slot = state.nodes().slot(node);
        if (slot == NodeSlots.NONE) {
            throw new IllegalArgumentException("node " + node + " is not in the snapshot");
        }
        return slot;
    }
}
