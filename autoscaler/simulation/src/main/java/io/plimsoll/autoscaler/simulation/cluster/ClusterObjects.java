package io.plimsoll.autoscaler.simulation.cluster;

import io.plimsoll.autoscaler.decision.model.ObjectKey;
import io.plimsoll.autoscaler.decision.model.OwnerReference;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Nodes and pods of the API server, in the order of their names. */
final class ClusterObjects {
    private final SortedMap<String, SimulatedNode> nodes = new TreeMap<>();
    private final SortedMap<ObjectKey, SimulatedPod> pods = new TreeMap<>();

    /** The same pods by their owners' uids. */
    private final SortedMap<String, SortedMap<ObjectKey, SimulatedPod>> owned = new TreeMap<>();

    /** Those on no node. */
    private final SortedMap<ObjectKey, SimulatedPod> unbound = new TreeMap<>();

    private long version;

    /** Grows with each change. */
    long version() {
        return version;
    }

    /** Something beside nodes and pods changed. */
    void touch() {
        version++;
    }

    Collection<SimulatedNode> nodes() {
        return Collections.unmodifiableCollection(nodes.values());
    }

    Optional<SimulatedNode> node(String name) {
        return Optional.ofNullable(nodes.get(name));
    }

    void put(SimulatedNode node) {
        version++;
        nodes.put(node.name(), node);
    }

    /** Does nothing for a node that is gone. */
    void updateNode(String name, UnaryOperator<SimulatedNode> change) {
        node(name).map(change).ifPresent(this::put);
    }

    void removeNode(String name) {
        version++;
        nodes.remove(name);
    }

    Collection<SimulatedPod> pods() {
        return Collections.unmodifiableCollection(pods.values());
    }

    /** Pods on no node. */
    Collection<SimulatedPod> unboundPods() {
        return Collections.unmodifiableCollection(unbound.values());
    }

    Optional<SimulatedPod> pod(ObjectKey key) {
        return Optional.ofNullable(pods.get(key));
    }

    List<SimulatedPod> podsOn(String node) {
        return pods.values().stream().filter(pod -> pod.isOn(node)).toList();
    }

    List<SimulatedPod> podsOf(OwnerReference owner) {
        SortedMap<ObjectKey, SimulatedPod> found = owned.get(owner.uid());
        return found == null ? List.of() : List.copyOf(found.values());
    }

    void put(SimulatedPod pod) {
        version++;
        pods.put(pod.key(), pod);
        if (pod.node().isEmpty()) {
            unbound.put(pod.key(), pod);
        } else {
            unbound.remove(pod.key());
        }
        owned.computeIfAbsent(pod.origin().owner().uid(), _ -> new TreeMap<>()).put(pod.key(), pod);
    }

    void removePod(ObjectKey key) {
        version++;
        unbound.remove(key);
        SimulatedPod removed = pods.remove(key);
        if (removed != null) {
            owned.computeIfPresent(removed.origin().owner().uid(), (_, rest) -> without(key, rest));
        }
    }

    private static @Nullable SortedMap<ObjectKey, SimulatedPod> without(
            ObjectKey key, SortedMap<ObjectKey, SimulatedPod> pods) {
        pods.remove(key);
        return pods.isEmpty() ? null : pods;
    }
}
