package io.plimsoll.autoscaler.decision.scaledown.drainability;

import io.plimsoll.autoscaler.decision.answer.BlockingReason;
import io.plimsoll.autoscaler.decision.model.OwnerReference;
import io.plimsoll.autoscaler.decision.model.Pod;
import io.plimsoll.autoscaler.decision.model.Workload;
import java.util.Optional;
import java.util.Set;

/**
 * A pod whose controller is gone will not be made again, and one of few replicas is too dear to
 * move. Looks at nothing when pods of custom controllers may be moved as well.
 */
final class ReplicaCountRule implements DrainRule {

    private static final Set<String> WATCHED =
            Set.of("ReplicationController", "ReplicaSet", "StatefulSet", "Job", "DaemonSet");
    private static final Set<String> COUNTED = Set.of("ReplicationController", "ReplicaSet");

    @Override
    public Drainability check(Pod pod, DrainFacts facts) {
        if (!facts.options().skipCustomControllerPods() || pod.controller().isEmpty()) {
            return Drainability.UNDECIDED;
        }
        OwnerReference owner = pod.controller().get();
        if (!WATCHED.contains(owner.kind())
                || !owner.isBuiltIn()
                || isDaemonOfOtherKind(pod, owner)) {
            return Drainability.UNDECIDED;
        }
        Optional<Workload> workload = facts.workloads().ownerOf(pod, owner);
        if (workload.isEmpty()) {
            return new Drainability.Blocked(BlockingReason.CONTROLLER_NOT_FOUND);
        }
        if (COUNTED.contains(owner.kind())
                && workload.get().replicas() < facts.options().minReplicaCount()) {
            return new Drainability.Blocked(BlockingReason.MIN_REPLICAS_REACHED);
        }
        return Drainability.UNDECIDED;
    }

    private static boolean isDaemonOfOtherKind(Pod pod, OwnerReference owner) {
        return pod.isDaemon() && !owner.kind().equals("DaemonSet");
    }
}
