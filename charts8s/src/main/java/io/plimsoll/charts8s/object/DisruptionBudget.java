package io.plimsoll.charts8s.object;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudgetBuilder;

/** PodDisruptionBudgets that slow a drain down and never block it for good. */
public final class DisruptionBudget {

    private DisruptionBudget() {}

    /** One pod may go at a time, even the only one; a pod that isn't Ready doesn't count. */
    public static HasMetadata oneAtATime(AppIdentity identity, String name) {
        return new PodDisruptionBudgetBuilder()
                .withMetadata(identity.metadata(name))
                .withNewSpec()
                .withMaxUnavailable(new IntOrString(1))
                .withUnhealthyPodEvictionPolicy("AlwaysAllow")
                .withNewSelector()
                .withMatchLabels(identity.selector())
                .endSelector()
                .endSpec()
                .build();
    }
}
