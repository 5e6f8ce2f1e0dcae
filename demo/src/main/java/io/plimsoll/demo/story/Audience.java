package io.plimsoll.demo.story;

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
}
