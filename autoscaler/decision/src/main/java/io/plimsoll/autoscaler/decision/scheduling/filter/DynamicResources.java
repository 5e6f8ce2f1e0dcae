package io.plimsoll.autoscaler.decision.scheduling.filter;

import io.plimsoll.autoscaler.decision.scheduling.shape.PodShape;
import java.util.Optional;

/**
 * A pod that claims devices (dynamic resource allocation) runs where a driver has them, which
 * nobody here works out: to no node that is there or to come is it known to fit, so no node is
 * ordered for it and none that it runs on is emptied.
 *
 * <p>Source: KEP-4381 (stable in 1.34), {@code pkg/scheduler/framework/plugins/dynamicresources}.
 */
final class DynamicResources implements Filter {
    private static final Optional<String> CLAIMED =
            Optional.of("needs a ResourceClaim, not simulated");

    @Override
    public Verdict.Plugin plugin() {
        return Verdict.Plugin.DYNAMIC_RESOURCES;
    }

    @Override
    public Optional<String> rejectEverywhere(PodShape pod) {
        return pod.constraints().resourceClaims().isEmpty() ? Optional.empty() : CLAIMED;
    }

    @Override
    public Optional<String> reject(PodShape pod, int slot) {
        return Optional.empty();
    }
}
