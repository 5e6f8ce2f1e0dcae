package io.plimsoll.autoscaler.decision.scheduling.filter;

import io.plimsoll.autoscaler.decision.model.Taint;
import io.plimsoll.autoscaler.decision.scheduling.node.NodeSlots;
import io.plimsoll.autoscaler.decision.scheduling.shape.PodShape;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

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

    @Override
    public Obstacle.Figures figures(PodShape pod, int slot) {
        String taints =
                nodes.likeness(slot).spec().taints().stream()
                        .filter(taint -> pod.nodeRule().untolerated(List.of(taint)).isPresent())
                        .map(Taint::toString)
                        .collect(Collectors.joining(", "));
        return new Obstacle.Figures("taint " + taints, "the pod tolerates " + taints);
    }
}
