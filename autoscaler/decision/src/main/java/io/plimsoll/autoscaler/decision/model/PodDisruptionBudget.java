package io.plimsoll.autoscaler.decision.model;

import java.util.Optional;

/**
 * A PodDisruptionBudget as its controller last computed it.
 *
 * @param selector empty matches no pod
 * @param disruptionsAllowed {@code status.disruptionsAllowed}
 */
public record PodDisruptionBudget(
        ObjectKey key, Optional<LabelSelector> selector, int disruptionsAllowed) {}
