package io.plimsoll.autoscaler.engine.clusterstate;

import io.plimsoll.autoscaler.decision.Observation;
import io.plimsoll.autoscaler.decision.model.Node;
import io.plimsoll.autoscaler.decision.model.NodeGroup;
import io.plimsoll.autoscaler.decision.model.NodeGroup.Instance;
import io.plimsoll.autoscaler.decision.model.NodeGroup.Lifecycle;
import io.plimsoll.autoscaler.engine.port.ClusterStatus.NodeCounts;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Every group's state, and the whole cluster's, with nodes of no group.
 *
 * @param groups by name
 */
public record ClusterState(SortedMap<String, GroupState> groups, NodeCounts nodes) {

    public ClusterState {
        groups = Collections.unmodifiableSortedMap(new TreeMap<>(groups));
    }

    /**
     * @param unregisteredSince when each instance without a node was first seen so, by its id
     * @param maxProvisionTime after which such an instance is given up
     */
    public static ClusterState of(
            Observation observation,
            Map<String, Instant> unregisteredSince,
            Duration maxProvisionTime,
            Instant now) {
        Map<String, Node> unclaimed = nodesByProviderId(observation.cluster().nodes());
        SortedMap<String, GroupState> groups = new TreeMap<>();
        NodeCounts total = NodeCounts.NONE;
        Instant giveUpBefore = now.minus(maxProvisionTime);
        for (NodeGroup group : observation.nodeGroups()) {
            Tally tally = new Tally(now);
            for (Instance instance : group.instances()) {
                Optional<Node> node = Optional.ofNullable(unclaimed.remove(instance.providerId()));
                Instant since = unregisteredSince.getOrDefault(instance.id(), now);
                tally.add(instance, node, !since.isAfter(giveUpBefore));
            }
            groups.put(group.name(), new GroupState(group, tally.counts(), tally.longUnregistered));
            total = total.plus(tally.counts());
        }
        return new ClusterState(groups, total.plus(ofNoGroup(unclaimed.values(), now)));
    }

    /** Instances that run or start and have no node yet, by id. */
    public static List<String> unregistered(Observation observation) {
        Map<String, Node> nodes = nodesByProviderId(observation.cluster().nodes());
        return observation.nodeGroups().stream()
                .flatMap(group -> group.instances().stream())
                .filter(instance -> instance.lifecycle() != Lifecycle.TERMINATING)
                .filter(instance -> !nodes.containsKey(instance.providerId()))
                .map(Instance::id)
                .toList();
    }

    private static NodeCounts ofNoGroup(Collection<Node> nodes, Instant now) {
        Tally tally = new Tally(now);
        nodes.forEach(tally::addRegistered);
        return tally.counts();
    }

    private static Map<String, Node> nodesByProviderId(List<Node> nodes) {
        Map<String, Node> byProviderId = new HashMap<>();
        for (Node node : nodes) {
            String providerId = node.spec().providerId();
            byProviderId.put(providerId.isEmpty() ? node.name() : providerId, node);
        }
        return byProviderId;
    }

    private static final class Tally {
        private final Instant now;
        private final List<Instance> longUnregistered = new ArrayList<>();
        private int ready;
        private int unready;
        private int notStarted;
        private int beingDeleted;
        private int unregistered;

        private Tally(Instant now) {
            this.now = now;
        }

        void add(Instance instance, Optional<Node> node, boolean isOverdue) {
            if (instance.lifecycle() == Lifecycle.TERMINATING) {
                beingDeleted += node.isPresent() ? 1 : 0;
                return;
            }
            if (node.isPresent()) {
                addRegistered(node.get());
                return;
            }
            if (isOverdue) {
                longUnregistered.add(instance);
                return;
            }
            unregistered++;
        }

        void addRegistered(Node node) {
            switch (NodeState.of(node, now)) {
                case READY -> ready++;
                case UNREADY -> unready++;
                case NOT_STARTED -> notStarted++;
            }
        }

        NodeCounts counts() {
            return new NodeCounts(
                    ready,
                    unready,
                    notStarted,
                    beingDeleted,
                    unregistered,
                    longUnregistered.size());
        }
    }
}
