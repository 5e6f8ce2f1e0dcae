package io.plimsoll.autoscaler.kubernetes.objects;

import io.plimsoll.autoscaler.decision.model.PodDisruptionBudget;

/** PodDisruptionBudgets. */
public final class BudgetConverter {
    private BudgetConverter() {}

    /** One whose controller has not looked at it yet allows nothing. */
    public static PodDisruptionBudget convert(
            io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget budget) {
        boolean known =
                budget.getStatus() != null && budget.getStatus().getDisruptionsAllowed() != null;
        return new PodDisruptionBudget(
                Metadatas.key(budget.getMetadata()),
                Selectors.labels(
                        "spec.selector",
                        budget.getSpec() == null ? null : budget.getSpec().getSelector()),
                known ? budget.getStatus().getDisruptionsAllowed() : 0);
    }
}
