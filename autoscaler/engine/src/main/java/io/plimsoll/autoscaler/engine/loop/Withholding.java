package io.plimsoll.autoscaler.engine.loop;

import io.plimsoll.autoscaler.decision.answer.Action;
import io.plimsoll.autoscaler.decision.answer.Decision;
import io.plimsoll.autoscaler.engine.actuation.Attempts;
import io.plimsoll.autoscaler.engine.port.LoopReport.Outcome;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What the loops decided while the brake was pulled. Each would decide the same again, because
 * nothing came of it: so it is told once, and once more when it changes.
 */
final class Withholding {
    /** By its words, which hold neither reasons nor pods: those change from loop to loop. */
    private final Map<String, Action.Planned> standing = new LinkedHashMap<>();

    void take(Decision decision, Attempts attempts) {
        Map<String, Action.Planned> decided = new LinkedHashMap<>();
        decision.actions().forEach(action -> decided.put(action.inWords(), action));
        standing.forEach((words, action) -> {
            if (!decided.containsKey(words)) {
                attempts.add(new Outcome.Withdrawn(action));
            }
        });
        decided.forEach((words, action) -> {
            if (!standing.containsKey(words)) {
                attempts.add(new Outcome.Withheld(action));
            }
        });
        standing.clear();
        standing.putAll(decided);
    }

    /** The brake is released: what is decided now is done. */
    void end() {
        standing.clear();
    }
}
