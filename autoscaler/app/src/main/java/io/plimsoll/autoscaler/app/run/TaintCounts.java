package io.plimsoll.autoscaler.app.run;

import io.plimsoll.autoscaler.decision.clusterstate.TransientTaints;
import io.plimsoll.autoscaler.decision.model.Node;
import io.plimsoll.autoscaler.decision.model.Taint;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Taints of all nodes by type: Cluster Autoscaler's own and the node controller's by their keys,
 * startup and status taints together, all others as {@code unlisted}.
 *
 * @see <a href="https://github.com/kubernetes/autoscaler">{@code utils/taints}</a>
 */
final class TaintCounts {

    private static final Set<String> BY_KEY =
            Set.of(TransientTaints.TO_BE_DELETED, TransientTaints.DELETION_CANDIDATE);

    private final Map<String, Long> last = new HashMap<>();

    /** A type that is gone stays, with 0. */
    Map<String, Long> of(List<Node> nodes) {
        last.replaceAll((_, _) -> 0L);
        for (Node node : nodes) {
            node.spec().taints().forEach(taint -> last.merge(type(taint), 1L, Long::sum));
        }
        return Map.copyOf(last);
    }

    private static String type(Taint taint) {
        String key = taint.key();
        if (BY_KEY.contains(key)
                || key.startsWith("node.kubernetes.io/")
                || key.startsWith("node.cloudprovider.kubernetes.io/")) {
            return key;
        }
        if (key.startsWith("startup-taint.") || key.startsWith("ignore-taint.")) {
            return "startup-taint";
        }
        return key.startsWith("status-taint.") ? "status-taint" : "unlisted";
    }
}
