package io.plimsoll.autoscaler.decision.scheduling.filter;

import io.plimsoll.autoscaler.decision.scheduling.node.NodeSlots;
import io.plimsoll.autoscaler.decision.scheduling.shape.PodShape;
import java.util.Optional;

/**
 * A pod tolerates every {@code NoSchedule} and {@code NoExecute} taint of its node.
 *
 * <p>Source: kubernetes 1.29, {@code
 * pkg/scheduler/framework/plugins/tainttoleration/taint_toleration.go}.
 */
final class TaintToleration implements Filter {
    private final NodeSlots nodes;

    TaintToleration(NodeSlots nodes) {
        this.nodes = nodes;
    }

    @Override
    public Verdict.Plugin plugin() {
        return Verdict.Plugin.TAINT_TOLERATION;
    }

    @Override
    public Optional<String> reject(PodShape pod, int slot) {
        return pod.nodeRule()
                .untolerated(nodes.likeness(slot).spec().taints())
                .map(taint ->
                        "node(s) had untolerated taint {%s: %s}"
                                .formatted(taint.key(), taint.value()));
    }
}
