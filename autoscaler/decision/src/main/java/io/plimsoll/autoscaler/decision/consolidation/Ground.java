package io.plimsoll.autoscaler.decision.consolidation;

import io.plimsoll.autoscaler.decision.answer.NodeVerdict;
import io.plimsoll.autoscaler.decision.clusterstate.ClusterState;
import io.plimsoll.autoscaler.decision.model.Cluster;
import io.plimsoll.autoscaler.decision.scheduling.ClusterSnapshot;
import io.plimsoll.autoscaler.decision.template.GroupTemplates;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The world after scale-down has looked at it.
 *
 * @param snapshot in which the pods of unneeded nodes have moved
 * @param closed names of its nodes that take no pods
 * @param verdicts of scale-down
 */
public record Ground(
        Cluster cluster,
        ClusterState state,
        GroupTemplates templates,
        ClusterSnapshot snapshot,
        Set<String> closed,
        List<NodeVerdict> verdicts) {

    public Ground {
        Set<String> all = new HashSet<>(closed);
        for (NodeVerdict verdict : verdicts) {
            if (verdict instanceof NodeVerdict.Unneeded unneeded) {
                all.add(unneeded.node());
            }
        }
        closed = Set.copyOf(all);
        verdicts = List.copyOf(verdicts);
    }
}
