package io.plimsoll.autoscaler.engine.port;

import io.plimsoll.autoscaler.decision.question.History;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * How the cluster and its node groups are: what Cluster Autoscaler 1.30 and later writes into the
 * ConfigMap {@code cluster-autoscaler-status}.
 *
 * @param time of the loop
 * @param message empty, or why the autoscaler holds still
 * @param memory for the next process
 */
public record ClusterStatus(
        Instant time,
        String message,
        ClusterWide clusterWide,
        List<NodeGroupStatus> nodeGroups,
        ScaleUpMemory memory) {

    public ClusterStatus {
        nodeGroups = List.copyOf(nodeGroups);
    }

    public record ClusterWide(
            Condition<HealthState> health,
            NodeCounts nodes,
            Condition<ScaleUpState> scaleUp,
            Condition<ScaleDownState> scaleDown,
            OptionalInt scaleDownCandidates) {}

    public record NodeGroupStatus(
            String name,
            GroupHealth health,
            GroupScaleUp scaleUp,
            Condition<ScaleDownState> scaleDown,
            OptionalInt scaleDownCandidates) {}

    public record GroupHealth(
            Condition<HealthState> health, NodeCounts nodes, int target, int min, int max) {}

    /**
     * @param backoff why the group is not to be tried for now
     * @param leftAlone why it never grows nor shrinks, where it does not
     */
    public record GroupScaleUp(
            Condition<ScaleUpState> scaleUp,
            Optional<History.Backoff> backoff,
            Optional<String> leftAlone) {}

    /**
     * @param since when the state was last another one
     */
    public record Condition<S extends Enum<S>>(S state, Instant since) {}

    /**
     * Nodes and instances by how far they are.
     *
     * @param notStarted registered, young and not ready yet
     * @param beingDeleted their instance is ending or gone
     * @param unregistered instances without a node, for less than the provisioning time
     * @param longUnregistered instances without a node, for longer
     */
    public record NodeCounts(
            int ready,
            int unready,
            int notStarted,
            int beingDeleted,
            int unregistered,
            int longUnregistered) {
        public static final NodeCounts NONE = new NodeCounts(0, 0, 0, 0, 0, 0);

        public int registered() {
            return ready + unready + notStarted + beingDeleted;
        }

        public NodeCounts plus(NodeCounts other) {
            return new NodeCounts(
                    ready + other.ready,
                    unready + other.unready,
                    notStarted + other.notStarted,
                    beingDeleted + other.beingDeleted,
                    unregistered + other.unregistered,
                    longUnregistered + other.longUnregistered);
        }
    }

    public enum HealthState {
        HEALTHY,
        UNHEALTHY
    }

    public enum ScaleUpState {
        IN_PROGRESS,
        NO_ACTIVITY,
        UNHEALTHY,
        BACKOFF
    }

    public enum ScaleDownState {
        CANDIDATES_PRESENT,
        NO_CANDIDATES
    }
}
