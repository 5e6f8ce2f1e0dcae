package io.plimsoll.autoscaler.engine.actuation;

import io.plimsoll.autoscaler.decision.answer.Action;
import io.plimsoll.autoscaler.engine.port.LoopReport.Outcome;
import io.plimsoll.autoscaler.engine.port.LoopReport.Problem;
import io.plimsoll.autoscaler.engine.port.NotLeadingException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Tries the actions of one loop, and keeps what came of each. A failure stops nobody else: this is
 * the one place below the loop where exceptions are caught. Only the loss of leadership goes
 * through, and ends the loop before its next write.
 */
public final class Attempts {
    private final List<Outcome> outcomes = new ArrayList<>();

    /** Empty when the action came off. */
    public Optional<Problem> attempt(Action action, Runnable effect) {
        Optional<Problem> problem = tryQuietly(effect);
        problem.ifPresentOrElse(why -> failed(action, why), () -> done(action));
        return problem;
    }

    /** For a step of an action whose end will be told later. */
    public Optional<Problem> tryQuietly(Runnable effect) {
        try {
            effect.run();
            return Optional.empty();
        } catch (NotLeadingException stop) {
            throw stop;
        } catch (RuntimeException failure) {
            return Optional.of(Problem.of(failure));
        }
    }

    public void done(Action action) {
        add(new Outcome.Done(action));
    }

    public void failed(Action action, Problem problem) {
        add(new Outcome.Failed(action, problem));
    }

    public boolean hasFailed(Action action) {
        return outcomes.stream()
                .anyMatch(outcome ->
                        outcome instanceof Outcome.Failed(Action failed, _)
                                && failed.equals(action));
    }

    public boolean hasDone(Action action) {
        return outcomes.stream()
                .anyMatch(outcome ->
                        outcome instanceof Outcome.Done(Action done) && done.equals(action));
    }

    public void add(Outcome outcome) {
        outcomes.add(outcome);
    }

    public List<Outcome> outcomes() {
        return List.copyOf(outcomes);
    }
}
