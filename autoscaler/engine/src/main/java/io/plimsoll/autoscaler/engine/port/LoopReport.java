package io.plimsoll.autoscaler.engine.port;

import io.plimsoll.autoscaler.decision.answer.Decision;
import io.plimsoll.autoscaler.decision.question.History;
import io.plimsoll.autoscaler.decision.question.Observation;
import java.time.Instant;
import java.util.List;

/**
 * One whole loop: what was seen, what was decided, what came of it.
 *
 * @param observation when the loop could not observe, the last one that it could; the outcomes then
 *     say so
 * @param history what the decision was made with: the same arguments give the same decision
 * @param outcomes one for each action tried, in order
 */
public record LoopReport(
        Instant time,
        Observation observation,
        History history,
        Decision decision,
        List<Outcome> outcomes) {

    public LoopReport {
        outcomes = List.copyOf(outcomes);
    }

    /** Whether everything that was tried came off: what a health check asks. */
    public boolean isSuccess() {
        return outcomes.stream().noneMatch(Outcome.Failed.class::isInstance);
    }

    /** What came of one action. */
    public sealed interface Outcome {
        String action();

        /**
         * @param action such as {@code scale-up kong 2 to 4}
         */
        record Done(String action) implements Outcome {}

        record Failed(String action, String problem) implements Outcome {}
    }
}
