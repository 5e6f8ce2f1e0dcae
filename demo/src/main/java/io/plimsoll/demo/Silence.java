package io.plimsoll.demo;

import io.plimsoll.autoscaler.simulation.event.WorldEvent;
import io.plimsoll.demo.story.Audience;
import io.plimsoll.demo.timeline.LoggedDecision;
import io.plimsoll.demo.timeline.Step;
import java.time.Duration;

/** Nobody listens. */
final class Silence implements Audience {
    @Override
    public void stepBegins(String name, Duration elapsed) {}

    @Override
    public void happened(WorldEvent event, Duration elapsed) {}

    @Override
    public void decided(LoggedDecision decision) {}

    @Override
    public void stepEnded(Step step) {}
}
