package io.plimsoll.autoscaler.simulation.spec;

import io.plimsoll.autoscaler.decision.model.ObjectKey;

/** A DaemonSet: one pod on each node that its selector, affinity and tolerations allow. */
public record DaemonSetSpec(ObjectKey key, PodTemplate template) {}
