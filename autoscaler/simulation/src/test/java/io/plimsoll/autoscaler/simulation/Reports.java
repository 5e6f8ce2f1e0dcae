package io.plimsoll.autoscaler.simulation;

import io.plimsoll.autoscaler.decision.answer.Action;
import io.plimsoll.autoscaler.engine.port.ClusterStatus;
import io.plimsoll.autoscaler.engine.port.LoopReport;
import io.plimsoll.autoscaler.engine.port.LoopReport.Outcome;
import io.plimsoll.autoscaler.engine.port.Reporter;
import io.plimsoll.autoscaler.engine.port.ScaleUpMemory;
import io.plimsoll.autoscaler.simulation.Invariants.Rule;

/**
 * What all processes of the autoscaler tell; of a status that is lost, the next one knows nothing.
 */
final class Reports implements Reporter {
    private final Invariants invariants;
    private final Mishaps mishaps;
    private ScaleUpMemory remembered = ScaleUpMemory.NONE;
    private long loops;
    private long replacements;

    Reports(Invariants invariants, Mishaps mishaps) {
        this.invariants = invariants;
        this.mishaps = mishaps;
    }

    long loops() {
        return loops;
    }

    /** How many were begun. */
    long replacements() {
        return replacements;
    }

    ScaleUpMemory remembered() {
        return remembered;
    }

    @Override
    public void event(ObjectReference object, Severity severity, String reason, String message) {
        // The journal tells what happened.
    }

    @Override
    public void status(ClusterStatus status) {
        if (!mishaps.strikes(100)) {
            remembered = status.memory();
        }
    }

    @Override
    public void loopEnded(LoopReport report) {
        loops++;
        for (Outcome outcome : report.outcomes()) {
            if (outcome instanceof Outcome.Broken(LoopReport.Problem problem)
                    && !problem.message().contains(Line.INJECTED)) {
                invariants.violated(Rule.NO_LOOP_BREAKS_BY_ITSELF, problem.message());
            }
            if (outcome instanceof Outcome.Begun(var action)
                    && action instanceof Action.Replacement) {
                replacements++;
            }
        }
    }
}
