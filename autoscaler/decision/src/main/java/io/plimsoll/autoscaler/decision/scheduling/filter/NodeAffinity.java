package io.plimsoll.autoscaler.decision.scheduling.filter;

import io.plimsoll.autoscaler.decision.scheduling.node.NodeSlots;
import io.plimsoll.autoscaler.decision.scheduling.shape.PodShape;
import java.util.Optional;

/**
 * A node has the labels that the pod's node selector and required node affinity ask for.
 *
 * <p>Source: kubernetes 1.29, {@code
 * pkg/scheduler/framework/plugins/nodeaffinity/node_affinity.go}.
 */
final class NodeAffinity implements Filter {
    private static final Optional<String> REASON =
            Optional.of("node(s) didn't match Pod's node affinity/selector");

    private final NodeSlots nodes;

    NodeAffinity(NodeSlots nodes) {
        this.nodes = nodes;
    }

    @Override
    public Verdict.Plugin plugin() {
        return Verdict.Plugin.NODE_AFFINITY;
    }

    @Override
    public Optional<String> reject(PodShape pod, int slot) {
        return pod.nodeRule().selects(nodes, slot) ? Optional.empty() : REASON;
    }
}
