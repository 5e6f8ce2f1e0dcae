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
 * One loop, as one line of a flight record.
 *
 * @param digest of the observation (SHA-256)
 * @param observation empty when it is that of an earlier line with the same digest
 */
record FlightLine(
        Instant time,
        String digest,
        Optional<Observation> observation,
        History history,
        AutoscalingOptions options,
        Decision decision,
        List<LoopReport.Outcome> outcomes) {

    /** A loop that could not observe or decide has nothing to decide again. */
    boolean isBroken() {
        return outcomes.stream()
                .anyMatch(outcome ->
                        outcome instanceof LoopReport.Outcome.Failed(String action, _)
                                && action.equals("loop"));
    }
}
