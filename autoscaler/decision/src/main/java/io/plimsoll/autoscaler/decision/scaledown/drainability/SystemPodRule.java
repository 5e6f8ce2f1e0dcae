package io.plimsoll.autoscaler.decision.scaledown.drainability;

import io.plimsoll.autoscaler.decision.answer.BlockingReason;
import io.plimsoll.autoscaler.decision.model.Pod;

/** A system pod moves only where a budget says how many may be missing. */
final class SystemPodRule implements DrainRule {
    @Override
    public Drainability check(Pod pod, DrainFacts facts) {
        boolean blocks =
                facts.options().skipSystemPods()
                        && pod.key().namespace().equals("kube-system")
                        && facts.budgets().matching(pod).isEmpty();
        return blocks
                ? new Drainability.Blocked(BlockingReason.UNMOVABLE_KUBE_SYSTEM_POD)
                : Drainability.UNDECIDED;
    }
}
