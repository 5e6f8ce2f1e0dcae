package io.plimsoll.autoscaler.decision.clusterstate;

import io.plimsoll.autoscaler.decision.answer.Decision.Health;
import io.plimsoll.autoscaler.decision.clusterstate.GroupReadiness.Orders;
import io.plimsoll.autoscaler.decision.model.Brake;
import io.plimsoll.autoscaler.decision.model.Cluster;
import io.plimsoll.autoscaler.decision.model.ClusterView;
import io.plimsoll.autoscaler.decision.model.Interruption;
import io.plimsoll.autoscaler.decision.model.Node;
import io.plimsoll.autoscaler.decision.model.NodeGroup;
import io.plimsoll.autoscaler.decision.model.NodeGroup.Instance;
import io.plimsoll.autoscaler.decision.question.AutoscalingOptions.HealthOptions;
import io.plimsoll.autoscaler.decision.question.History;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Which nodes belong to which group, and how they and their groups are doing: each node and each
 * instance counted once. A {@link Census} takes it.
 */
public final class ClusterState {

    private final Membership members;
    private final ClusterView view;
    private final Brake brake;
    private final NodeReadiness readiness;
    private final HealthOptions options;
    private final SortedMap<String, GroupReadiness> groups = new TreeMap<>();

    ClusterState(
            Membership members,
            Cluster seen,
            History history,
            NodeReadiness readiness,
            HealthOptions options) {
        this.members = members;
        this.view = seen.view();
        this.brake = seen.brake();
        this.readiness = readiness;
        this.options = options;
        // Who hears nothing of nodes cannot say that one did not come.
        Map<String, Instant> since =
                view.isStale() ? Map.of() : history.growth().unregisteredSince();
        for (NodeGroup group : members.instances().groups()) {
            groups.put(
                    group.name(),
                    new GroupReadiness(
                            group,
                            count(members.of(group)),
                            count(members.lacking(group), since),
                            orders(group, history)));
        }
    }

    private GroupReadiness.Nodes count(Membership.Members all) {
        List<Node> unready = new ArrayList<>();
        List<Node> notStarted = new ArrayList<>();
        for (Node node : all.notReady()) {
            (readiness.isStarting(node) ? notStarted : unready).add(node);
        }
        if (all.deviceless().isEmpty()) {
            return new GroupReadiness.Nodes(all.ready(), unready, notStarted);
        }
        List<Node> ready = new ArrayList<>(all.ready());
        for (Node node : all.deviceless()) {
            (readiness.isStarting(node) ? notStarted : ready).add(node);
        }
        ready.sort(Comparator.comparing(Node::name));
        notStarted.sort(Comparator.comparing(Node::name));
        return new GroupReadiness.Nodes(ready, unready, notStarted);
    }

    private GroupReadiness.Instances count(
            Registration.Lacking lacking, Map<String, Instant> unregisteredSince) {
        List<Instance> young = new ArrayList<>();
        List<Instance> overdue = new ArrayList<>();
        Instant now = readiness.now();
        for (Instance instance : lacking.withoutNode()) {
            Instant since = unregisteredSince.getOrDefault(instance.id(), now);
            (since.plus(options.maxNodeProvisionTime()).isAfter(now) ? young : overdue)
                    .add(instance);
        }
        return new GroupReadiness.Instances(
                young, overdue, lacking.unreadable(), lacking.beingDeleted());
    }

    private Orders orders(NodeGroup group, History history) {
        History.ScaleUpInFlight inFlight = history.scaleUps().get(group.name());
        History.Backoff backoff = history.backoffs().get(group.name());
        return new Orders(
                inFlight == null ? 0 : inFlight.increase(),
                backoff != null && backoff.until().isAfter(readiness.now()),
                interrupted(group));
    }

    private int interrupted(NodeGroup group) {
        int count = 0;
        for (Node node : members.interrupted()) {
            boolean isOfGroup =
                    groupOf(node.spec().providerId())
                            .filter(found -> found.name().equals(group.name()))
                            .isPresent();
            count += isOfGroup && !members.ending().contains(node) ? 1 : 0;
        }
        return count;
    }

    /**
     * @param index of the node among those that were observed
     */
    public Standing standing(int index) {
        return members.standing(index);
    }

    /** The group of an instance, by its provider id; empty for one of no group. */
    public Optional<NodeGroup> groupOf(String providerId) {
        return members.instances().groupOf(providerId);
    }

    /** What of the cluster could not be seen. */
    public ClusterView view() {
        return view;
    }

    public Brake brake() {
        return brake;
    }

    /** By name of the group. */
    public SortedMap<String, GroupReadiness> groups() {
        return groups;
    }

    /** Nodes of no group, whose machines nobody here cares for. */
    public GroupReadiness.Nodes ungrouped() {
        return count(members.ungrouped());
    }

    /**
     * Nodes whose machines the cloud is ending. Their groups' targets count them no more, so nor
     * may we, or nodes to come are missed; and that they are not ready any more is no sign of
     * trouble.
     */
    public List<Node> ending() {
        return members.ending();
    }

    /** Nodes that lose their machines ({@link Interruption}), of any group and of none. */
    public List<Node> interrupted() {
        return members.interrupted();
    }

    /** Nodes that somebody marked as unschedulable. */
    public List<Node> cordoned() {
        return members.cordoned();
    }

    /**
     * Registered nodes of groups that have not started: their group's upcoming nodes stand in for
     * them.
     */
    public List<Node> notStarted() {
        List<Node> all = new ArrayList<>();
        groups.values().forEach(group -> all.addAll(group.notStarted()));
        return all;
    }

    /** Whether a node of this standing is one of {@link #notStarted}. */
    public boolean isNotStarted(Node node, Standing standing) {
        return standing.group().isPresent()
                && !standing.ending()
                && (!standing.ready() || standing.lacksDevices())
                && readiness.isStarting(node);
    }

    public int readyAndSchedulable() {
        return members.schedulable();
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

    /** Too many unready nodes: something is wrong that more or fewer nodes will not mend. */
    public Health health() {
        int all = members.staying().size();
        int unready = count(members.staying()).unready().size();
        if (!GroupReadiness.exceeds(unready, all, options)) {
            return Health.OK;
        }
        return new Health(
                false,
                "%d of %d nodes are unready; nothing is changed while more than %d and %d %% are"
                        .formatted(
                                unready,
                                all,
                                options.okTotalUnreadyCount(),
                                options.maxTotalUnreadyPercent()));
    }
}
