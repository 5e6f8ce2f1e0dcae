package io.plimsoll.autoscaler.decision.clusterstate;

import io.plimsoll.autoscaler.decision.model.Node;
import io.plimsoll.autoscaler.decision.model.NodeGroup;
import io.plimsoll.autoscaler.decision.model.NodeGroup.Instance;
import io.plimsoll.autoscaler.decision.question.AutoscalingOptions.HealthOptions;
import java.util.List;
import java.util.stream.Stream;

/**
 * One group's nodes and instances by what they count as: the census that decisions, the status and
 * giving up read alike.
 *
 * @param instances those without a node that anybody could read
 * @param orders what is known of nodes that are not there
 */
public record GroupReadiness(NodeGroup group, Nodes nodes, Instances instances, Orders orders) {

    /** Registered nodes whose machines are not ending. */
    public record Nodes(List<Node> ready, List<Node> unready, List<Node> notStarted) {
        public Nodes {
            ready = List.copyOf(ready);
            unready = List.copyOf(unready);
            notStarted = List.copyOf(notStarted);
        }
    }

    /**
     * @param unregistered launching or running without a node, for less than a node may take
     * @param longUnregistered for longer: nobody should wait for them
     * @param unreadable whose node is there, but cannot be understood
     * @param beingDeleted ending, with their node still there
     */
    public record Instances(
            List<Instance> unregistered,
            List<Instance> longUnregistered,
            int unreadable,
            int beingDeleted) {
        public Instances {
            unregistered = List.copyOf(unregistered);
            longUnregistered = List.copyOf(longUnregistered);
        }
    }

    /**
     * Nodes that were ordered and are not registered.
     *
     * @param inFlight how many an earlier loop ordered that may still be missing
     * @param failed the cloud failed to launch them: nobody should wait for what is missing
     * @param interrupted nodes that are there and lose their machines: what the cloud launches
     *     beyond the target comes in their place
     */
    public record Orders(int inFlight, boolean failed, int interrupted) {}

    public List<Node> ready() {
        return nodes.ready();
    }

    public List<Node> unready() {
        return nodes.unready();
    }

    public List<Node> notStarted() {
        return nodes.notStarted();
    }

    public List<Node> registered() {
        return Stream.of(ready(), unready(), notStarted()).flatMap(List::stream).toList();
    }

    private int countRegistered() {
        return ready().size() + unready().size() + notStarted().size();
    }

    /** Instances that are there or starting, registered or not. */
    public int liveInstances() {
        return countRegistered()
                + instances.unregistered().size()
                + instances.longUnregistered().size()
                + instances.unreadable();
    }

    /** Wanted by the group's target, and not even launched. */
    public int missing() {
        return Math.max(0, group.size().target() - liveInstances());
    }

    /**
     * Nodes that were ordered and will be ready without anybody's doing. An instance that should
     * have become a node long ago is none, whether or not the group may shrink below it (Cluster
     * Autoscaler's {@code GetUpcomingNodes}).
     */
    public int upcoming() {
        int lost = orders.failed() || group.size().suspended() ? missing() : 0;
        int ordered =
                group.size().target()
                        - lost
                        - ready().size()
                        - unready().size()
                        - instances.unreadable()
                        - instances.longUnregistered().size();
        int coming = notStarted().size() + instances.unregistered().size();
        return Math.max(Math.max(0, ordered), Math.min(coming, orders.interrupted()));
    }

    /** How many nodes there would be of the group, if nothing more came: what a minimum counts. */
    public int atHand() {
        return Math.min(group.size().target(), countRegistered() + instances.unreadable());
    }

    /** False when more nodes are missing than can be put down to chance. */
    public boolean isHealthy(HealthOptions options) {
        if (group.size().target() == 0) {
            return true;
        }
        int missing =
                group.size().target()
                        - orders.inFlight()
                        - instances.longUnregistered().size()
                        - ready().size();
        return !exceeds(missing, countRegistered(), options);
    }

    static boolean exceeds(int unready, int total, HealthOptions options) {
        return unready > options.okTotalUnreadyCount()
                && unready * 100L > (long) options.maxTotalUnreadyPercent() * total;
    }
}
