package io.plimsoll.autoscaler.app.flight;

import io.plimsoll.autoscaler.decision.answer.Decision;
import io.plimsoll.autoscaler.decision.question.AutoscalingOptions;
import io.plimsoll.autoscaler.decision.question.History;
import io.plimsoll.autoscaler.decision.question.Observation;
import io.plimsoll.autoscaler.engine.port.LoopReport;
import java.time.Instant;
import java.util.List;

/** One loop: with what it was decided, what was decided, and what came of it. */
record FlightLine(
        Instant time,
        Observation observation,
        History history,
        AutoscalingOptions options,
        Decision decision,
        List<LoopReport.Outcome> outcomes) {

    FlightLine {
        outcomes = List.copyOf(outcomes);
    }

    static FlightLine of(LoopReport report, AutoscalingOptions options) {
        return new FlightLine(
                report.time(),
                report.observation(),
                report.history(),
                options,
                report.decision(),
                report.outcomes());
    }

    /** A loop that could not observe or decide has nothing to decide again. */
    boolean isBroken() {
        return outcomes.stream()
                .anyMatch(outcome ->
                        outcome instanceof LoopReport.Outcome.Broken
                                || outcome instanceof LoopReport.Outcome.Stopped);
    }
}
