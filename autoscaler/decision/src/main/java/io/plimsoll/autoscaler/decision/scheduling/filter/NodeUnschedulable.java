package io.plimsoll.autoscaler.decision.scheduling.filter;

import io.plimsoll.autoscaler.decision.scheduling.node.NodeSlots;
import io.plimsoll.autoscaler.decision.scheduling.shape.NodeRule;
import io.plimsoll.autoscaler.decision.scheduling.shape.PodShape;
import java.util.Optional;

/**
 * A cordoned node takes only pods that tolerate its taint.
 *
 * <p>Source: kubernetes 1.29, {@code
 * pkg/scheduler/framework/plugins/nodeunschedulable/node_unschedulable.go}.
 */
final class NodeUnschedulable implements Filter {
    private static final Optional<String> REASON = Optional.of("node(s) were unschedulable");

    private final NodeSlots nodes;

    NodeUnschedulable(NodeSlots nodes) {
        this.nodes = nodes;
    }

    @Override
    public Verdict.Plugin plugin() {
        return Verdict.Plugin.NODE_UNSCHEDULABLE;
    }

    @Override
    public Optional<String> reject(PodShape pod, int slot) {
        boolean cordoned = nodes.likeness(slot).spec().unschedulable();
        return cordoned && !pod.nodeRule().tolerates(NodeRule.CORDON) ? REASON : Optional.empty();
    }
}
