package io.plimsoll.autoscaler.decision.scaledown.drainability;

import io.plimsoll.autoscaler.decision.answer.BlockingReason;
import io.plimsoll.autoscaler.decision.model.Pod;

/**
 * A system pod moves only where a budget says how many may be missing, or when it has stood in the
 * way for as long as the options bear it.
 */
final class SystemPodRule implements DrainRule {
    @Override
    public Drainability check(Pod pod, DrainFacts facts) {
        boolean blocks =
                facts.options().skipSystemPods()
                        && pod.key().namespace().equals("kube-system")
                        && facts.budgets().matching(pod).isEmpty()
                        && !isBorneNoLonger(pod, facts);
        return blocks
                ? new Drainability.Blocked(BlockingReason.UNMOVABLE_KUBE_SYSTEM_POD)
                : Drainability.UNDECIDED;
    }

    private static boolean isBorneNoLonger(Pod pod, DrainFacts facts) {
        return facts.options()
                .systemPodPatience()
                .filter(patience ->
                        pod.metadata().creationTime().plus(patience).isBefore(facts.now()))
                .isPresent();
    }
}
