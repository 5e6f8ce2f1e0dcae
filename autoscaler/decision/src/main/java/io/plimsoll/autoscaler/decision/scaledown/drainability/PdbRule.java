package io.plimsoll.autoscaler.decision.scaledown.drainability;

import io.plimsoll.autoscaler.decision.answer.BlockingReason;
import io.plimsoll.autoscaler.decision.model.Pod;

/** A budget of the pod is used up. */
final class PdbRule implements DrainRule {
    @Override
    public Drainability check(Pod pod, DrainFacts facts) {
        return facts.budgets().forbid(pod)
                ? new Drainability.Blocked(BlockingReason.NOT_ENOUGH_PDB)
                : Drainability.UNDECIDED;
    }
}
