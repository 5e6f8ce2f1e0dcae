package io.plimsoll.autoscaler.decision.scaleup;

import io.plimsoll.autoscaler.decision.model.ObjectKey;
import io.plimsoll.autoscaler.decision.model.Pod;
import java.util.List;

/**
 * Deals the pods that new nodes help out to the groups that share these nodes, by how many each
 * gets. Similar groups are alike to the pods, so any share is right. Mutable: each group takes from
 * what is left.
 */
final class SharedPods {

    private List<Pod> left;
    private int nodes;

    /**
     * @param nodes how many new nodes there are in all
     */
    SharedPods(List<Pod> pods, int nodes) {
        this.left = pods;
        this.nodes = nodes;
    }

    /** What falls to the next group, in the order of their keys. */
    List<ObjectKey> next(int newNodes) {
        int share = Math.toIntExact(Math.ceilDiv((long) left.size() * newNodes, nodes));
        List<Pod> taken = left.subList(0, share);
        left = left.subList(share, left.size());
        nodes -= newNodes;
        return taken.stream().map(Pod::key).sorted().toList();
    }
}
