package io.plimsoll.autoscaler.decision;

import io.plimsoll.autoscaler.decision.clusterstate.Census;
import io.plimsoll.autoscaler.decision.consolidation.FruitlessLook;
import io.plimsoll.autoscaler.decision.model.Cluster;
import io.plimsoll.autoscaler.decision.scaledown.NodeMemory;
import io.plimsoll.autoscaler.decision.scheduling.ClusterSnapshot;

/**
 * What one decision leaves behind for the next, which finds the same without it.
 *
 * @param census of what was observed
 * @param snapshot of the cluster as it was observed
 * @param nodes what scale-down found out about nodes of the snapshot
 * @param replacements when consolidation last found none
 */
record LoopMemory(
        Census census, ClusterSnapshot snapshot, NodeMemory nodes, FruitlessLook replacements) {

    static LoopMemory of(Cluster cluster, Census census) {
        ClusterSnapshot snapshot = ClusterSnapshot.of(cluster);
        return new LoopMemory(census, snapshot, new NodeMemory(snapshot), new FruitlessLook());
    }
}
