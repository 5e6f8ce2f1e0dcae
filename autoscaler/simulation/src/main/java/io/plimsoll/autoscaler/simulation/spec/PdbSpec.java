package io.plimsoll.autoscaler.simulation.spec;

import io.plimsoll.autoscaler.decision.model.DisruptionLimit;
import io.plimsoll.autoscaler.decision.model.LabelSelector;
import io.plimsoll.autoscaler.decision.model.ObjectKey;
import java.util.Optional;

/**
 * A PodDisruptionBudget with the default {@code unhealthyPodEvictionPolicy} (IfHealthyBudget).
 *
 * @param selector on pods of its namespace; empty matches no pod
 */
public record PdbSpec(ObjectKey key, Optional<LabelSelector> selector, DisruptionLimit limit) {}
