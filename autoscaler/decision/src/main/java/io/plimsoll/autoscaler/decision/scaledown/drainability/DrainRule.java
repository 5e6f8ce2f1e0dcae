package io.plimsoll.autoscaler.decision.scaledown.drainability;

import io.plimsoll.autoscaler.decision.model.Pod;

/** One reason why a pod may or may not be moved off its node. */
interface DrainRule {
    Drainability check(Pod pod, DrainFacts facts);
}
