package io.plimsoll.autoscaler.decision.clusterstate;

import io.plimsoll.autoscaler.decision.answer.Decision.Health;
import io.plimsoll.autoscaler.decision.clusterstate.GroupReadiness.Orders;
import io.plimsoll.autoscaler.decision.model.ClusterView;
import io.plimsoll.autoscaler.decision.model.Node;
import io.plimsoll.autoscaler.decision.model.NodeGroup;
import io.plimsoll.autoscaler.decision.question.AutoscalingOptions;
import io.plimsoll.autoscaler.decision.question.History;
import io.plimsoll.autoscaler.decision.question.Observation;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Which nodes belong to which group, and how they and their groups are doing: each node and each
 * instance counted once.
 */
public final class ClusterState {

    private final List<Node> nodes;
    private final ClusterView view;
    private final NodeReadiness readiness;
    private final AutoscalingOptions options;
    private final Set<String> ending;
    private final Map<String, NodeGroup> groupsByProviderId = new HashMap<>();
    private final SortedMap<String, GroupReadiness> groups = new TreeMap<>();

    public ClusterState(
            Observation observation, History history, AutoscalingOptions options, Instant now) {
        this.nodes = observation.cluster().nodes();
        this.view = observation.cluster().view();
        this.readiness = new NodeReadiness(new TransientTaints(options.taints()), now);
        this.options = options;
        this.ending = ending(observation.nodeGroups());
        for (NodeGroup group : observation.nodeGroups()) {
            group.instances()
                    .forEach(instance -> groupsByProviderId.put(instance.providerId(), group));
        }
        Map<String, List<Node>> members = members();
        InstanceCount instances =
                new InstanceCount(
                        observation.cluster(),
                        history.growth().unregisteredSince(),
                        options.health().maxNodeProvisionTime(),
                        now);
        for (NodeGroup group : observation.nodeGroups()) {
            groups.put(
                    group.name(),
                    new GroupReadiness(
                            group,
                            count(members.getOrDefault(group.name(), List.of())),
                            instances.of(group),
                            orders(group, history, now)));
        }
    }

    private Map<String, List<Node>> members() {
        Map<String, List<Node>> members = new HashMap<>();
        for (Node node : nodes) {
            groupOf(node)
                    .filter(_ -> !isEnding(node))
                    .ifPresent(group ->
                            members.computeIfAbsent(group.name(), _ -> new ArrayList<>())
                                    .add(node));
        }
        return members;
    }

    private static Set<String> ending(List<NodeGroup> groups) {
        return groups.stream()
                .flatMap(group -> group.instances().stream())
                .filter(instance -> instance.lifecycle() == NodeGroup.Lifecycle.TERMINATING)
                .map(NodeGroup.Instance::providerId)
                .collect(Collectors.toSet());
    }

    private static Orders orders(NodeGroup group, History history, Instant now) {
        History.ScaleUpInFlight inFlight = history.scaleUps().get(group.name());
        History.Backoff backoff = history.backoffs().get(group.name());
        return new Orders(
                inFlight == null ? 0 : inFlight.increase(),
                backoff != null && backoff.until().isAfter(now));
    }

    /** Registered nodes, by what they count as. */
    public GroupReadiness.Nodes count(List<Node> members) {
        Map<NodeReadiness.State, List<Node>> byState = new EnumMap<>(NodeReadiness.State.class);
        for (Node node : members) {
            byState.computeIfAbsent(readiness.of(node), _ -> new ArrayList<>()).add(node);
        }
        return new GroupReadiness.Nodes(
                byState.getOrDefault(NodeReadiness.State.READY, List.of()),
                byState.getOrDefault(NodeReadiness.State.UNREADY, List.of()),
                byState.getOrDefault(NodeReadiness.State.NOT_STARTED, List.of()));
    }

    /** The group whose instance the node is; empty for a node of no group. */
    public Optional<NodeGroup> groupOf(Node node) {
        return groupOf(node.spec().providerId());
    }

    /** The group of an instance, by its provider id. */
    public Optional<NodeGroup> groupOf(String providerId) {
        return Optional.ofNullable(groupsByProviderId.get(providerId));
    }

    /** What of the cluster could not be seen. */
    public ClusterView view() {
        return view;
    }

    /**
     * The cloud is ending the node's machine. Its group's target counts it no more, so nor may we,
     * or nodes to come are missed; and that it is not ready any more is no sign of trouble.
     */
    public boolean isEnding(Node node) {
        return ending.contains(node.spec().providerId());
    }

    public NodeReadiness readiness() {
        return readiness;
    }

    /** By name of the group. */
    public SortedMap<String, GroupReadiness> groups() {
        return groups;
    }

    /** Nodes of no group, whose machines nobody here cares for. */
    public List<Node> ungrouped() {
        return nodes.stream().filter(node -> groupOf(node).isEmpty()).toList();
    }

    public List<Node> readyAndSchedulable() {
        return staying().filter(readiness::isReadyAndSchedulable).toList();
    }

    /** Registered nodes of groups that have not started: their group's upcoming nodes stand in. */
    public boolean isStandIn(Node node) {
        return groupOf(node).isPresent()
                && !isEnding(node)
                && readiness.of(node) == NodeReadiness.State.NOT_STARTED;
    }

    /**
     * How many nodes count against a minimum: those that are there, as long as they are wanted.
     * What was ordered and has not come is none of them.
     */
    public int atHand(NodeGroup group) {
        GroupReadiness readiness = groups.get(group.name());
        return readiness == null ? 0 : readiness.atHand();
    }

    public int upcoming() {
        return groups.values().stream().mapToInt(GroupReadiness::upcoming).sum();
    }

    private Stream<Node> staying() {
        return nodes.stream().filter(node -> !isEnding(node));
    }

    /** Too many unready nodes: something is wrong that more or fewer nodes will not mend. */
    public Health health() {
        int all = (int) staying().count();
        int unready =
                (int)
                        staying()
                                .filter(node -> readiness.of(node) == NodeReadiness.State.UNREADY)
                                .count();
        if (!GroupReadiness.exceeds(unready, all, options.health())) {
            return Health.OK;
        }
        return new Health(
                false,
                "%d of %d nodes are unready; nothing is changed while more than %d and %d %% are"
                        .formatted(
                                unready,
                                all,
                                options.health().okTotalUnreadyCount(),
                                options.health().maxTotalUnreadyPercent()));
    }
}
