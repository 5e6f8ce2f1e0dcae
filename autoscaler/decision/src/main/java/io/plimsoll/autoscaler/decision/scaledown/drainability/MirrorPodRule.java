package io.plimsoll.autoscaler.decision.scaledown.drainability;

import io.plimsoll.autoscaler.decision.model.Pod;

/** A static pod's copy lives and dies with its node. */
final class MirrorPodRule implements DrainRule {
    @Override
    public Drainability check(Pod pod, DrainFacts facts) {
        return pod.isMirror() ? Drainability.NEGLIGIBLE : Drainability.UNDECIDED;
    }
}
