package io.plimsoll.autoscaler.decision.scheduling;

import io.plimsoll.autoscaler.decision.model.Cluster;
import io.plimsoll.autoscaler.decision.model.Node;
import io.plimsoll.autoscaler.decision.model.ObjectKey;
import io.plimsoll.autoscaler.decision.model.Pod;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The cluster as it is or as it would be: nodes and the pods on them, with forks for "what if".
 * Mutable and confined to one thread.
 */
public final class ClusterSnapshot {

    private ClusterSnapshot() {}

    /** Every node of {@code cluster} with the pods bound to it; terminal pods take no room. */
    public static ClusterSnapshot of(Cluster cluster) {
        return new ClusterSnapshot();
    }

    /**
     * Opens a fork: changes from here on can be undone by {@link #revert} or kept by {@link
     * #commit}. Forks nest.
     */
    public void fork() {}

    public void revert() {}

    public void commit() {}

    public void addNode(Node node, List<Pod> pods) {}

    /** Takes a node and its pods away; it no longer counts as a topology domain. */
    public void removeNode(String name) {}

    /** Binds {@code pod} to {@code node} without asking whether it fits. */
    public void bind(Pod pod, String node) {}

    public void unbind(ObjectKey pod) {}

    public Verdict check(Pod pod, String node) {
        return new Verdict.Fits();
    }

    /** The first node, by name, on which the pod fits; {@code candidates} narrows the search. */
    public Optional<String> findNode(Pod pod, Predicate<String> candidates) {
        return Optional.empty();
    }

    public List<String> nodeNames() {
        return List.of();
    }

    public List<Pod> podsOn(String node) {
        return List.of();
    }
}
