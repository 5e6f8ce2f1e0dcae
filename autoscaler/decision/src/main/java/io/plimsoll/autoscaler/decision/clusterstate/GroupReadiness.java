package io.plimsoll.autoscaler.decision.clusterstate;

import io.plimsoll.autoscaler.decision.model.Node;
import io.plimsoll.autoscaler.decision.model.NodeGroup;
import io.plimsoll.autoscaler.decision.question.AutoscalingOptions.HealthOptions;
import java.util.List;
import java.util.stream.Stream;

/**
 * One group's nodes by what they count as.
 *
 * @param orders what is known of nodes that are not there
 */
public record GroupReadiness(
        NodeGroup group,
        List<Node> ready,
        List<Node> unready,
        List<Node> notStarted,
        Orders orders) {

    public GroupReadiness {
        ready = List.copyOf(ready);
        unready = List.copyOf(unready);
        notStarted = List.copyOf(notStarted);
    }

    /**
     * Nodes that were ordered and are not registered.
     *
     * @param inFlight how many an earlier loop ordered that may still be missing
     * @param lost how many the cloud failed to launch, so that nobody should wait for them
     */
    public record Orders(int inFlight, int lost) {}

    public List<Node> registered() {
        return Stream.of(ready, unready, notStarted).flatMap(List::stream).toList();
    }

    /** Nodes that were ordered and will be ready without anybody's doing. */
    public int upcoming() {
        return Math.max(0, group.size().target() - orders.lost() - ready.size() - unready.size());
    }

    /** False when more nodes are missing than can be put down to chance. */
    public boolean isHealthy(HealthOptions options) {
        if (group.size().target() == 0) {
            return true;
        }
        int registered = ready.size() + unready.size() + notStarted.size();
        int missing = group.size().target() - orders.inFlight() - ready.size();
        return !exceeds(missing, registered, options);
    }

    static boolean exceeds(int unready, int total, HealthOptions options) {
        return unready > options.okTotalUnreadyCount()
                && unready * 100L > (long) options.maxTotalUnreadyPercent() * total;
    }
}
