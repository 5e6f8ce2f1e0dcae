package io.plimsoll.autoscaler.decision.model;

import java.util.Optional;

/**
 * A PodDisruptionBudget as its controller last computed it.
 *
 * @param selector empty matches no pod
 * @param disruptionsAllowed {@code status.disruptionsAllowed}
 * @param sparesUnready pods that run and are not ready may be evicted whatever the budget allows:
 *     its policy is AlwaysAllow, or as many pods as wanted are healthy (<a
 *     href="https://kubernetes.io/docs/tasks/run-application/configure-pdb/#unhealthy-pod-eviction-policy">unhealthy
 *     pod eviction policy</a>)
 */
public record PodDisruptionBudget(
        ObjectKey key,
        Optional<LabelSelector> selector,
        int disruptionsAllowed,
        boolean sparesUnready) {

    public PodDisruptionBudget(
            ObjectKey key, Optional<LabelSelector> selector, int disruptionsAllowed) {
        this(key, selector, disruptionsAllowed, false);
    }
}
