package io.plimsoll.demo.story;

import io.plimsoll.autoscaler.decision.answer.Action;
import io.plimsoll.autoscaler.engine.port.LoopReport;
import io.plimsoll.autoscaler.engine.port.LoopReport.Outcome;
import io.plimsoll.autoscaler.simulation.event.WorldEvent;
import java.util.HashSet;
import java.util.Set;

/** Counts nodes that went because others serve their pods for less. */
final class Replacements {

    private final Set<String> marked = new HashSet<>();
    private int done;

    void looped(LoopReport report) {
        for (Outcome outcome : report.outcomes()) {
            if (outcome instanceof Outcome.Begun(Action action)) {
                acted(action);
            } else if (outcome instanceof Outcome.Done(Action action)) {
                acted(action);
            }
        }
    }

    private void acted(Action action) {
        if (action instanceof Action.Replacement replacement) {
            marked.addAll(replacement.nodes().keySet());
        } else if (action instanceof Action.KeepNode kept) {
            marked.remove(kept.node());
        }
    }

    void hear(WorldEvent event) {
        if (event instanceof WorldEvent.NodeGone gone && marked.remove(gone.node())) {
            done++;
        }
    }

    int done() {
        return done;
    }
}
