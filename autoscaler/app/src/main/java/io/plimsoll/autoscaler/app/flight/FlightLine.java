package io.plimsoll.autoscaler.app.flight;

import io.plimsoll.autoscaler.decision.answer.Decision;
import io.plimsoll.autoscaler.decision.question.AutoscalingOptions;
import io.plimsoll.autoscaler.decision.question.History;
import io.plimsoll.autoscaler.decision.question.Observation;
import io.plimsoll.autoscaler.engine.port.LoopReport;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * One loop: with what it was decided, what was decided, and what came of it.
 *
 * @param flags that the process was given; empty where a record tells none
 */
record FlightLine(
        Instant time,
        Observation observation,
        History history,
        AutoscalingOptions options,
        Decision decision,
        List<LoopReport.Outcome> outcomes,
        Optional<List<String>> flags) {

    FlightLine {
        outcomes = List.copyOf(outcomes);
        flags = flags.map(List::copyOf);
    }

    static FlightLine of(
            LoopReport report, AutoscalingOptions options, Optional<List<String>> flags) {
        return new FlightLine(
                report.time(),
                report.observation(),
                report.history(),
                options,
                report.decision(),
                report.outcomes(),
                flags);
    }

    /** A loop that could not observe or decide has nothing to decide again. */
    boolean isBroken() {
        return outcomes.stream()
                .anyMatch(outcome ->
                        outcome instanceof LoopReport.Outcome.Broken
                                || outcome instanceof LoopReport.Outcome.Stopped);
    }
}
