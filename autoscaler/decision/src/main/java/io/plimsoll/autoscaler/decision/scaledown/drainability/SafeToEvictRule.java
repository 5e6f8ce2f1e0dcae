package io.plimsoll.autoscaler.decision.scaledown.drainability;

import io.plimsoll.autoscaler.decision.model.Pod;

/** Somebody said that the pod may be moved, whatever the rules after this one say. */
final class SafeToEvictRule implements DrainRule {

    static final String ANNOTATION = "cluster-autoscaler.kubernetes.io/safe-to-evict";

    @Override
    public Drainability check(Pod pod, DrainFacts facts) {
        return "true".equals(pod.metadata().annotations().get(ANNOTATION))
                ? Drainability.MOVABLE
                : Drainability.UNDECIDED;
    }
}
