package io.plimsoll.checks.manifest;

import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.LabelSelectorRequirement;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.plimsoll.autoscaler.decision.model.Requirement;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

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
        return requirements(selector)
                .allMatch(requirement -> requirement.matches(workload.labels()));
    }

    /** How many of so many pods, all Ready, may be evicted at once. */
    public int allowed(int pods) {
        IntOrString maxUnavailable = budget.getSpec().getMaxUnavailable();
        if (maxUnavailable != null) {
            return Math.min(pods, scaled(maxUnavailable, pods));
        }
        IntOrString minAvailable = budget.getSpec().getMinAvailable();
        int kept = minAvailable == null ? 1 : scaled(minAvailable, pods);
        return Math.max(0, pods - kept);
    }

    /** The rule as the manifest writes it. */
    public String rule() {
        return Optional.ofNullable(budget.getSpec().getMaxUnavailable())
                .map(value -> "maxUnavailable " + text(value))
                .orElseGet(() ->
                        "minAvailable "
                                + Optional.ofNullable(budget.getSpec().getMinAvailable())
                                        .map(Budget::text)
                                        .orElse("1"));
    }

    /** Percentages round up, for either kind of rule. */
    private static int scaled(IntOrString value, int pods) {
        if (value.getIntVal() != null) {
            return value.getIntVal();
        }
        String percent = value.getStrVal().replace("%", "");
        return (int) Math.min(pods, Math.ceilDiv(Long.parseLong(percent) * pods, 100L));
    }

    private static String text(IntOrString value) {
        return value.getIntVal() != null ? value.getIntVal().toString() : value.getStrVal();
    }

    private static Stream<Requirement> requirements(LabelSelector selector) {
        Stream<Requirement> labels =
                Optional.ofNullable(selector.getMatchLabels()).orElse(Map.of()).entrySet().stream()
                        .map(label ->
                                new Requirement(
                                        label.getKey(),
                                        Requirement.Operator.IN,
                                        List.of(label.getValue())));
        return Stream.concat(
                labels, selector.getMatchExpressions().stream().map(Budget::requirement));
    }

    private static Requirement requirement(LabelSelectorRequirement expression) {
        Requirement.Operator operator =
                switch (expression.getOperator()) {
                    case "In" -> Requirement.Operator.IN;
                    case "NotIn" -> Requirement.Operator.NOT_IN;
                    case "Exists" -> Requirement.Operator.EXISTS;
                    case "DoesNotExist" -> Requirement.Operator.DOES_NOT_EXIST;
                    default ->
                            throw new IllegalArgumentException(
                                    "no operator of label selectors: " + expression.getOperator());
                };
        return new Requirement(expression.getKey(), operator, expression.getValues());
    }
}
