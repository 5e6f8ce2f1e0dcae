package io.plimsoll.autoscaler.engine.clusterstate;

import io.plimsoll.autoscaler.decision.clusterstate.NodeReadiness;
import io.plimsoll.autoscaler.decision.clusterstate.TransientTaints;
import io.plimsoll.autoscaler.decision.model.Node;
import io.plimsoll.autoscaler.decision.model.NodeGroup;
import io.plimsoll.autoscaler.decision.model.NodeGroup.Instance;
import io.plimsoll.autoscaler.decision.model.NodeGroup.Lifecycle;
import io.plimsoll.autoscaler.decision.question.AutoscalingOptions;
import io.plimsoll.autoscaler.decision.question.Observation;
import io.plimsoll.autoscaler.engine.port.ClusterStatus.NodeCounts;
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
 * Nodes and instances of every group and of the whole cluster, by how far they are.
 *
 * @param groups by name
 */
public record NodeCensus(SortedMap<String, GroupCensus> groups, NodeCounts nodes) {

    public NodeCensus {
        groups = Collections.unmodifiableSortedMap(new TreeMap<>(groups));
    }

    /**
     * @param unregisteredSince when each instance without a node was first seen so, by its id
     */
    public static NodeCensus of(
            Observation observation,
            Map<String, Instant> unregisteredSince,
            AutoscalingOptions options,
            Instant now) {
        Map<String, Node> unclaimed = nodesByProviderId(observation.cluster().nodes());
        SortedMap<String, GroupCensus> groups = new TreeMap<>();
        NodeCounts total = NodeCounts.NONE;
        Instant giveUpBefore = now.minus(options.health().maxNodeProvisionTime());
        NodeReadiness readiness = new NodeReadiness(new TransientTaints(options.taints()), now);
        for (NodeGroup group : observation.nodeGroups()) {
            Tally tally = new Tally(readiness);
            for (Instance instance : group.instances()) {
                Optional<Node> node = Optional.ofNullable(unclaimed.remove(instance.providerId()));
                Instant since = unregisteredSince.getOrDefault(instance.id(), now);
                tally.add(instance, node, !since.isAfter(giveUpBefore));
            }
            groups.put(
                    group.name(), new GroupCensus(group, tally.counts(), tally.longUnregistered));
            total = total.plus(tally.counts());
        }
        return new NodeCensus(groups, total.plus(ofNoGroup(unclaimed.values(), readiness)));
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

    private static NodeCounts ofNoGroup(Collection<Node> nodes, NodeReadiness readiness) {
        Tally tally = new Tally(readiness);
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
        private final NodeReadiness readiness;
        private final List<Instance> longUnregistered = new ArrayList<>();
        private int ready;
        private int unready;
        private int notStarted;
        private int beingDeleted;
        private int unregistered;

        private Tally(NodeReadiness readiness) {
            this.readiness = readiness;
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
            switch (readiness.of(node)) {
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
