package io.plimsoll.checks.manifest;

import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.LabelSelectorRequirement;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.plimsoll.autoscaler.decision.model.DisruptionLimit;
import io.plimsoll.autoscaler.decision.model.Requirement;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A PodDisruptionBudget's arithmetic, as the disruption controller does it for healthy pods. */
public final class Budget {

    private final PodDisruptionBudget budget;

    public Budget(PodDisruptionBudget budget) {
        this.budget = budget;
    }

    public String name() {
        return Manifests.namespace(budget) + "/" + budget.getMetadata().getName();
    }

    /** Whether it protects the workload's pods. */
    public boolean covers(Workload workload) {
        LabelSelector selector = budget.getSpec().getSelector();
        if (selector == null || !Manifests.namespace(budget).equals(workload.namespace())) {
            return false;
        }
        return io.plimsoll.autoscaler.decision.model.LabelSelector.of(
                        Optional.ofNullable(selector.getMatchLabels()).orElse(Map.of()),
                        selector.getMatchExpressions().stream().map(Budget::requirement).toList())
                .matches(workload.labels());
    }

    /** How many of so many pods, all Ready, may be evicted at once. */
    public int allowed(int pods) {
        DisruptionLimit limit =
                DisruptionLimit.of(
                        text(budget.getSpec().getMaxUnavailable()),
                        text(budget.getSpec().getMinAvailable()));
        return Math.max(0, pods - limit.desired(pods));
    }

    /** The rule as the manifest writes it. */
    public String rule() {
        return text(budget.getSpec().getMaxUnavailable())
                .map(value -> "maxUnavailable " + value)
                .or(() ->
                        text(budget.getSpec().getMinAvailable())
                                .map(value -> "minAvailable " + value))
                .orElse("neither minAvailable nor maxUnavailable");
    }

    private static Optional<String> text(@Nullable IntOrString amount) {
        return Optional.ofNullable(amount).map(each -> String.valueOf(each.getValue()));
    }

    private static Requirement requirement(LabelSelectorRequirement expression) {
        Requirement.Operator operator =
                Requirement.Operator.named(expression.getOperator())
                        .filter(Requirement.Operator::isOfLabels)
                        .orElseThrow(() ->
                                new IllegalArgumentException(
                                        "no operator of label selectors: "
                                                + expression.getOperator()));
        return new Requirement(expression.getKey(), operator, expression.getValues());
    }
}
