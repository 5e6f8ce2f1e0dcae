package io.plimsoll.autoscaler.decision.scaledown.drainability;

import io.plimsoll.autoscaler.decision.answer.BlockingReason;
import io.plimsoll.autoscaler.decision.model.Pod;
import io.plimsoll.autoscaler.decision.model.PodDisruptionBudget;
import java.util.List;

/**
 * A budget of the pod is used up; or it has several, and then the API refuses to evict it whatever
 * they allow (Kubernetes, "Specifying a Disruption Budget for your Application": a pod may have one
 * at most).
 */
final class PdbRule implements DrainRule {
    @Override
    public Drainability check(Pod pod, DrainFacts facts) {
        List<PodDisruptionBudget> budgets = facts.budgets().matching(pod);
        if (budgets.size() > 1) {
            return new Drainability.Blocked(BlockingReason.SEVERAL_PDBS);
        }
        return !budgets.isEmpty() && facts.budgets().forbids(budgets.getFirst(), pod)
                ? new Drainability.Blocked(BlockingReason.NOT_ENOUGH_PDB)
                : Drainability.UNDECIDED;
    }
}
