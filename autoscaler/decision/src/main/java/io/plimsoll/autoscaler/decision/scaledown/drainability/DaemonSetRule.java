package io.plimsoll.autoscaler.decision.scaledown.drainability;

import io.plimsoll.autoscaler.decision.model.Pod;

/** A DaemonSet's pod belongs to the node and needs no other place. */
final class DaemonSetRule implements DrainRule {
    @Override
    public Drainability check(Pod pod, DrainFacts facts) {
        return pod.isDaemon() ? Drainability.MOVABLE : Drainability.UNDECIDED;
    }
}
