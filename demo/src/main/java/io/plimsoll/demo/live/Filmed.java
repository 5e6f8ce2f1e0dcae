package io.plimsoll.demo.live;

import io.plimsoll.autoscaler.app.live.NodeUsage;
import io.plimsoll.autoscaler.app.page.LiveLog;
import io.plimsoll.autoscaler.app.page.LiveView;
import io.plimsoll.autoscaler.simulation.event.WorldEvent;
import io.plimsoll.demo.story.Audience;
import io.plimsoll.demo.timeline.LoggedDecision;
import io.plimsoll.demo.timeline.Step;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

/** Takes a frame of each loop of the story, and lets another audience hear it too. */
public final class Filmed implements Audience {

    private final Film film;
    private final Audience other;
    private final LiveLog log = new LiveLog();
    private String step = "";

    public Filmed(Film film, Audience other) {
        this.film = film;
        this.other = other;
    }

    @Override
    public void looped(Look look) {
        Map<String, NodeUsage> usage = new TreeMap<>();
        look.view()
                .usedMilliByNode()
                .forEach((node, milli) -> usage.put(node, new NodeUsage(milli, 0)));
        film.add(
                step,
                look.elapsed(),
                LiveView.of(look.report(), usage, look.options(), log.add(look.report())));
        other.looped(look);
    }

    @Override
    public void stepBegins(String name, Duration elapsed) {
        step = name;
        other.stepBegins(name, elapsed);
    }

    @Override
    public void happened(WorldEvent event, Duration elapsed) {
        other.happened(event, elapsed);
    }

    @Override
    public void decided(LoggedDecision decision) {
        other.decided(decision);
    }

    @Override
    public void stepEnded(Step ended) {
        other.stepEnded(ended);
    }
}
