package io.plimsoll.autoscaler.kubernetes.objects;

import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudgetStatus;
import io.plimsoll.autoscaler.decision.model.DisruptionLimit;
import io.plimsoll.autoscaler.decision.model.PodDisruptionBudget;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

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
                known ? budget.getStatus().getDisruptionsAllowed() : 0,
                sparesUnready(budget));
    }

    /** As the eviction API has it; where nothing is said, IfHealthyBudget holds. */
    private static boolean sparesUnready(
            io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget budget) {
        if (budget.getSpec() != null
                && "AlwaysAllow".equals(budget.getSpec().getUnhealthyPodEvictionPolicy())) {
            return true;
        }
        PodDisruptionBudgetStatus status = budget.getStatus();
        return status != null
                && status.getDesiredHealthy() != null
                && status.getCurrentHealthy() != null
                && status.getDesiredHealthy() > 0
                && status.getCurrentHealthy() >= status.getDesiredHealthy();
    }

    /** How many it lets go, by its own words. */
    public static DisruptionLimit limit(
            io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget budget) {
        return DisruptionLimit.of(
                text(budget.getSpec().getMaxUnavailable()),
                text(budget.getSpec().getMinAvailable()));
    }

    private static Optional<String> text(@Nullable IntOrString amount) {
        return Optional.ofNullable(amount).map(each -> String.valueOf(each.getValue()));
    }
}
