package io.plimsoll.autoscaler.decision.scheduling.filter;

import io.plimsoll.autoscaler.decision.scheduling.node.NodeSlots;
import io.plimsoll.autoscaler.decision.scheduling.node.ResourceLayout;
import io.plimsoll.autoscaler.decision.scheduling.shape.PodShape;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A node has room for one more pod and for all that it requests.
 *
 * <p>Source: kubernetes 1.29, {@code pkg/scheduler/framework/plugins/noderesources/fit.go}.
 */
public final class NodeResourcesFit implements Filter {
    private final NodeSlots nodes;
    private final ResourceLayout layout;

    public NodeResourcesFit(NodeSlots nodes, ResourceLayout layout) {
        this.nodes = nodes;
        this.layout = layout;
    }

    @Override
    public Verdict.Plugin plugin() {
        return Verdict.Plugin.NODE_RESOURCES_FIT;
    }

    @Override
    public Optional<String> reject(PodShape pod, int slot) {
        return nodes.hasFree(slot, pod.need()) ? Optional.empty() : Optional.of(why(pod, slot));
    }

    private String why(PodShape pod, int slot) {
        List<String> reasons = new ArrayList<>();
        if (nodes.free(slot, ResourceLayout.PODS) < 1) {
            reasons.add("Too many pods");
        }
        for (int dimension = 0; dimension < pod.need().length; dimension++) {
            if (dimension != ResourceLayout.PODS
                    && nodes.free(slot, dimension) < pod.need()[dimension]) {
                reasons.add("Insufficient " + layout.name(dimension));
            }
        }
        return String.join(", ", reasons);
    }
}
