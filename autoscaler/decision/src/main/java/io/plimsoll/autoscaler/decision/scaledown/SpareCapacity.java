package io.plimsoll.autoscaler.decision.scaledown;

import io.plimsoll.autoscaler.decision.clusterstate.ClusterState;
import io.plimsoll.autoscaler.decision.clusterstate.Standing;
import io.plimsoll.autoscaler.decision.clusterstate.TransientTaints;
import io.plimsoll.autoscaler.decision.model.Cluster;
import io.plimsoll.autoscaler.decision.model.MachineSize;
import io.plimsoll.autoscaler.decision.model.Node;
import io.plimsoll.autoscaler.decision.question.AutoscalingOptions;
import io.plimsoll.autoscaler.decision.question.AutoscalingOptions.Range;
import java.time.Instant;
import java.util.List;

/** What a cluster has beyond {@code --cores-total} and {@code --memory-total}'s minima. */
public final class SpareCapacity {

    private SpareCapacity() {}

    /**
     * Of nodes that have started or were ordered, but for those that are being deleted.
     *
     * @param upcoming those that were ordered
     */
    public static MachineSize of(
            Cluster cluster,
            List<Node> upcoming,
            ClusterState state,
            AutoscalingOptions options,
            Instant now) {
        MachineSize total = MachineSize.NONE;
        for (int index = 0; index < cluster.nodes().size(); index++) {
            Node node = cluster.nodes().get(index);
            Standing standing = state.standing(index);
            if (!standing.ending() && !state.isNotStarted(node, standing)) {
                total = total.plus(sizeOf(node, now));
            }
        }
        for (Node node : upcoming) {
            total = total.plus(sizeOf(node, now));
        }
        Range cores = options.limits().cores();
        Range memory = options.limits().memoryGib();
        return total.minus(MachineSize.ofLimit(cores.min(), memory.min())).orZero();
    }

    private static MachineSize sizeOf(Node node, Instant now) {
        return TransientTaints.isBeingDeleted(node, now) ? MachineSize.NONE : MachineSize.of(node);
    }
}
