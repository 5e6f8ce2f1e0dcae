package io.plimsoll.autoscaler.decision.scaledown.drainability;

import io.plimsoll.autoscaler.decision.model.Pod;

/** A pod that should have ended a while ago is only waiting for its node to go. */
final class LongTerminatingRule implements DrainRule {
    @Override
    public Drainability check(Pod pod, DrainFacts facts) {
        return LongTerminating.test(pod, facts.now())
                ? Drainability.NEGLIGIBLE
                : Drainability.UNDECIDED;
    }
}
