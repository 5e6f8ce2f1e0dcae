package io.plimsoll.autoscaler.decision.scaledown.drainability;

import io.plimsoll.autoscaler.decision.answer.BlockingReason;
import io.plimsoll.autoscaler.decision.model.Pod;

/** Somebody said that the pod must stay. */
final class NotSafeToEvictRule implements DrainRule {
    @Override
    public Drainability check(Pod pod, DrainFacts facts) {
        return "false".equals(pod.metadata().annotations().get(SafeToEvictRule.ANNOTATION))
                ? new Drainability.Blocked(BlockingReason.NOT_SAFE_TO_EVICT_ANNOTATION)
                : Drainability.UNDECIDED;
    }
}
