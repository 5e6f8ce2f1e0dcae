package io.plimsoll.demo.story;

import io.plimsoll.autoscaler.decision.question.AutoscalingOptions;
import io.plimsoll.autoscaler.engine.port.LoopReport;
import io.plimsoll.autoscaler.simulation.cluster.ClusterView;
import io.plimsoll.autoscaler.simulation.event.WorldEvent;
import io.plimsoll.demo.timeline.LoggedDecision;
import io.plimsoll.demo.timeline.Step;
import java.time.Duration;

/** Whoever the story is told to while it is played. */
public interface Audience {
    void stepBegins(String name, Duration elapsed);

    void happened(WorldEvent event, Duration elapsed);

    void decided(LoggedDecision decision);

    void stepEnded(Step step);

    /** A loop of the autoscaler has ended. */
    default void looped(Look look) {}

    /**
     * What there is to see of a loop.
     *
     * @param options what was decided by
     * @param view where things stand now
     * @param elapsed since the story began
     */
    record Look(
            LoopReport report, AutoscalingOptions options, ClusterView view, Duration elapsed) {}
}
