package io.plimsoll.autoscaler.decision.scaleup;

import io.plimsoll.autoscaler.decision.model.Pod;
import io.plimsoll.autoscaler.decision.scheduling.ClusterSnapshot;
import io.plimsoll.autoscaler.decision.scheduling.packing.Batch;
import io.plimsoll.autoscaler.decision.scheduling.packing.Packing;
import io.plimsoll.autoscaler.decision.template.GroupTemplate;
import java.util.List;

/** How many new nodes of a group some pods need. */
final class Estimator {

    private Estimator() {}

    /**
     * @param nodes that got a pod
     * @param pods that got a node
     */
    record Estimate(int nodes, List<Pod> pods) {}

    /**
     * @param bigFirst pods in the order in which they are placed
     * @param limit of nodes to open
     */
    static Estimate estimate(
            ClusterSnapshot snapshot, GroupTemplate template, List<Batch> bigFirst, int limit) {
        snapshot.fork();
        Packing.Opened opened =
                Packing.ontoNew(
                        snapshot,
                        bigFirst,
                        new Packing.NewNodes(template::node, template.pods(), limit));
        snapshot.revert();
        return new Estimate(opened.nodes().size(), opened.placed());
    }
}
