package io.plimsoll.autoscaler.decision.scaledown.drainability;

import io.plimsoll.autoscaler.decision.model.Pod;

/** A pod that has ended stands in nobody's way. */
final class TerminalRule implements DrainRule {
    @Override
    public Drainability check(Pod pod, DrainFacts facts) {
        return pod.isTerminal() ? Drainability.MOVABLE : Drainability.UNDECIDED;
    }
}
