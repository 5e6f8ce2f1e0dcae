package io.plimsoll.autoscaler.simulation.spec;

import io.plimsoll.autoscaler.decision.model.LabelSelector;
import io.plimsoll.autoscaler.decision.model.ObjectKey;
import java.util.Optional;

/**
 * A PodDisruptionBudget with the default {@code unhealthyPodEvictionPolicy} (IfHealthyBudget).
 *
 * @param selector on pods of its namespace; empty matches no pod
 */
public record PdbSpec(ObjectKey key, Optional<LabelSelector> selector, Limit limit) {

    /** How many must stay, or may be missing. */
    public sealed interface Limit {
        record MinAvailable(Amount amount) implements Limit {}

        record MaxUnavailable(Amount amount) implements Limit {}
    }

    /** Pods, or percent of the replicas that their controllers want, rounded up. */
    public sealed interface Amount {
        record Pods(int count) implements Amount {}

        record Percent(int percent) implements Amount {}
    }
}
