package io.plimsoll.autoscaler.decision.scaledown.drainability;

import io.plimsoll.autoscaler.decision.answer.BlockingReason;
import io.plimsoll.autoscaler.decision.model.OwnerReference;
import io.plimsoll.autoscaler.decision.model.Pod;
import java.util.Set;

/** Nobody would make this pod again. */
final class ReplicatedRule implements DrainRule {

    private static final Set<String> BUILT_IN =
            Set.of("ReplicationController", "Job", "ReplicaSet", "StatefulSet");

    @Override
    public Drainability check(Pod pod, DrainFacts facts) {
        boolean replicated =
                pod.controller().map(OwnerReference::kind).stream()
                        .anyMatch(kind ->
                                !facts.options().skipCustomControllerPods()
                                        || BUILT_IN.contains(kind));
        return replicated
                ? Drainability.UNDECIDED
                : new Drainability.Blocked(BlockingReason.NOT_REPLICATED);
    }
}
