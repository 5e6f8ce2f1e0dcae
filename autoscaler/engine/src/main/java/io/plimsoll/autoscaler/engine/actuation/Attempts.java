package io.plimsoll.autoscaler.engine.actuation;

import io.plimsoll.autoscaler.engine.port.LoopReport.Outcome;
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
    public Optional<RuntimeException> attempt(String action, Runnable effect) {
        Optional<RuntimeException> problem = tryQuietly(effect);
        problem.ifPresentOrElse(
                failure -> failed(action, describe(failure)),
                () -> outcomes.add(new Outcome.Done(action)));
        return problem;
    }

    /** For a step of an action whose end will be told later. */
    public Optional<RuntimeException> tryQuietly(Runnable effect) {
        try {
            effect.run();
            return Optional.empty();
        } catch (NotLeadingException stop) {
            throw stop;
        } catch (RuntimeException failure) {
            return Optional.of(failure);
        }
    }

    public void done(String action) {
        outcomes.add(new Outcome.Done(action));
    }

    public void failed(String action, String problem) {
        outcomes.add(new Outcome.Failed(action, problem));
    }

    public List<Outcome> outcomes() {
        return List.copyOf(outcomes);
    }

    public static String describe(RuntimeException failure) {
        String message = failure.getMessage();
        return message == null ? failure.getClass().getSimpleName() : message;
    }
}
