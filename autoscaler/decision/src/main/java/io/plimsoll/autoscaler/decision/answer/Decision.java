package io.plimsoll.autoscaler.decision.answer;

import io.plimsoll.autoscaler.decision.model.ObjectKey;
import java.util.List;
import java.util.SortedMap;

/**
 * What to do now, and why, for every Pending pod and every node.
 *
 * @param health whether the cluster is well enough to be touched at all
 */
public record Decision(
        Health health,
        List<PodVerdict> pods,
        List<ScaleUp> scaleUps,
        List<NodeVerdict> nodes,
        List<NodeDeletion> deletions) {

    public Decision {
        pods = List.copyOf(pods);
        scaleUps = List.copyOf(scaleUps);
        nodes = List.copyOf(nodes);
        deletions = List.copyOf(deletions);
    }

    /** Cluster Autoscaler's brake: with too many nodes unready, nothing is decided. */
    public record Health(boolean healthy, String message) {
        public static final Health OK = new Health(true, "");
    }

    /**
     * Raise a node group.
     *
     * @param from the desired capacity that was observed
     * @param pods which this helps
     * @param reason why this group and this many, in one sentence
     */
    public record ScaleUp(String nodeGroup, int from, int to, List<ObjectKey> pods, String reason) {
        public ScaleUp {
            pods = List.copyOf(pods);
        }
    }

    /**
     * Remove a node that was unneeded long enough.
     *
     * @param podsMoveTo the pods to evict first; none when the node is empty
     * @param reason why this node, in one sentence
     */
    public record NodeDeletion(
            String node, String nodeGroup, SortedMap<ObjectKey, String> podsMoveTo, String reason) {
        public boolean isDrain() {
            return !podsMoveTo.isEmpty();
        }
    }
}
