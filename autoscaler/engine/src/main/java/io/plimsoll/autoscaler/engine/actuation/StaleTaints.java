package io.plimsoll.autoscaler.engine.actuation;

import io.plimsoll.autoscaler.decision.answer.Action.FreeNode;
import io.plimsoll.autoscaler.decision.clusterstate.TransientTaints;
import io.plimsoll.autoscaler.decision.model.Node;
import io.plimsoll.autoscaler.decision.model.NodeGroup.Lifecycle;
import io.plimsoll.autoscaler.decision.model.Taint;
import io.plimsoll.autoscaler.decision.question.Observation;
import io.plimsoll.autoscaler.engine.port.ClusterApi;
import io.plimsoll.autoscaler.engine.port.NodeEdit;
import io.plimsoll.autoscaler.engine.port.NodeEdit.Cordon;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Frees nodes that are marked for deletion though nobody is deleting them: an earlier process
 * stopped half-way, or an undo did not get through. A node whose instance is ending keeps its mark,
 * or pods would be bound to a dying machine; one that no group knows is freed when it goes on all
 * the same.
 */
public final class StaleTaints {
    /** A machine that ends is no ready node for so long. */
    private static final Duration LONGEST_END = Duration.ofMinutes(15);

    private final ClusterApi cluster;
    private final Events events;
    private final RemovalOptions options;

    public StaleTaints(ClusterApi cluster, Events events, RemovalOptions options) {
        this.cluster = cluster;
        this.events = events;
        this.options = options;
    }

    public void clean(Observation seen, Set<String> inProgress, Attempts attempts, Instant now) {
        Map<String, Lifecycle> instances = new HashMap<>();
        seen.nodeGroups().stream()
                .flatMap(group -> group.instances().stream())
                .forEach(instance -> instances.put(instance.providerId(), instance.lifecycle()));
        for (Node node : seen.cluster().nodes()) {
            Optional<Taint> mark = node.taint(Taints.TO_BE_DELETED);
            if (mark.isEmpty() || inProgress.contains(node.name())) {
                continue;
            }
            Lifecycle lifecycle = instances.get(node.spec().providerId());
            boolean stays =
                    lifecycle == null
                            ? node.isReady()
                                    && TransientTaints.markedAt(mark.get())
                                            .isBefore(now.minus(LONGEST_END))
                            : lifecycle != Lifecycle.TERMINATING;
            if (stays) {
                attempts.attempt(new FreeNode(node.name()), () -> free(node, mark.get()));
            }
        }
    }

    private void free(Node node, Taint mark) {
        NodeEdit unmark = NodeEdit.remove(mark);
        boolean uncordons = options.cordon() && node.spec().unschedulable();
        cluster.edit(node, uncordons ? unmark.and(Cordon.UNCORDONED) : unmark);
        events.cleanedUp(node.name());
    }
}
