package io.plimsoll.autoscaler.simulation.cluster;

import io.plimsoll.autoscaler.decision.model.OwnerReference;
import io.plimsoll.autoscaler.simulation.spec.PodTemplate;
import java.time.Duration;
import java.util.Optional;

/**
 * Where a pod comes from.
 *
 * @param runtime how long its containers run before they exit by themselves; empty for ever
 */
record PodOrigin(
        String namespace, OwnerReference owner, PodTemplate template, Optional<Duration> runtime) {}
