package io.plimsoll.autoscaler.engine.actuation;

import io.plimsoll.autoscaler.decision.model.Node;
import io.plimsoll.autoscaler.decision.model.NodeGroup;
import io.plimsoll.autoscaler.decision.model.NodeGroup.Lifecycle;
import io.plimsoll.autoscaler.decision.model.Taint;
import io.plimsoll.autoscaler.decision.question.Observation;
import io.plimsoll.autoscaler.engine.port.ClusterApi;
import io.plimsoll.autoscaler.engine.port.NodeEdit;
import io.plimsoll.autoscaler.engine.port.NodeEdit.Cordon;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Frees nodes that are marked for deletion though nobody is deleting them: an earlier process
 * stopped half-way, or an undo did not get through. A node whose instance is ending, or that no
 * group knows any more, keeps its mark, or pods would be bound to a dying machine.
 */
public final class StaleTaints {
    private final ClusterApi cluster;
    private final Events events;
    private final RemovalOptions options;

    public StaleTaints(ClusterApi cluster, Events events, RemovalOptions options) {
        this.cluster = cluster;
        this.events = events;
        this.options = options;
    }

    public void clean(Observation seen, Set<String> inProgress, Attempts attempts) {
        Set<String> live =
                seen.nodeGroups().stream()
                        .flatMap(group -> group.instances().stream())
                        .filter(instance -> instance.lifecycle() != Lifecycle.TERMINATING)
                        .map(NodeGroup.Instance::providerId)
                        .collect(Collectors.toSet());
        for (Node node : seen.cluster().nodes()) {
            if (node.taint(Taints.TO_BE_DELETED).isPresent()
                    && !inProgress.contains(node.name())
                    && live.contains(node.spec().providerId())) {
                attempts.attempt("free node " + node.name(), () -> free(node));
            }
        }
    }

    private void free(Node node) {
        Taint mark = node.taint(Taints.TO_BE_DELETED).orElseThrow();
        NodeEdit unmark = NodeEdit.remove(mark);
        boolean uncordons = options.cordon() && node.spec().unschedulable();
        cluster.edit(node, uncordons ? unmark.and(Cordon.UNCORDONED) : unmark);
        events.cleanedUp(node.name());
    }
}
