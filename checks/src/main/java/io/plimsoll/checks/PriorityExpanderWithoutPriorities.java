package io.plimsoll.checks;

import io.plimsoll.environment.AutoscalerConfig;
import io.plimsoll.environment.AutoscalerConfig.Kind;
import java.util.List;

/** An expander that reads priorities which nothing in the manifests holds. */
final class PriorityExpanderWithoutPriorities implements Check {

    @Override
    public String id() {
        return "priority-expander-without-priorities";
    }

    @Override
    public List<Finding> findings(Subject subject) {
        AutoscalerConfig autoscaler = subject.environment().workloads().autoscaler();
        boolean asks =
                autoscaler.program().kind() != Kind.KARPENTER
                        && List.of(autoscaler.flag("expander").orElse("").split(","))
                                .contains("priority");
        return asks && autoscaler.program().priorities().isEmpty()
                ? List.of(
                        new Finding(
                                id(),
                                Finding.Severity.WARNING,
                                "The expander priority reads the ConfigMap cluster-autoscaler-priority-expander, which the manifests do not hold: unless it is there, the next expander chooses, or chance.",
                                "Set autoscaler.priorities, such as {20: [.*spot.*], 10: [.*]}."))
                : List.of();
    }
}
