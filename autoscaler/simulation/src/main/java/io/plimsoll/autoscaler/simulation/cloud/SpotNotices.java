package io.plimsoll.autoscaler.simulation.cloud;

import io.plimsoll.autoscaler.decision.model.Interruption;
import io.plimsoll.autoscaler.engine.port.InterruptionFeed;
import io.plimsoll.autoscaler.simulation.event.EventLog;
import io.plimsoll.autoscaler.simulation.event.WorldEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A queue that hears of each Spot interruption in the moment of its warning. */
public final class SpotNotices implements InterruptionFeed {
    /** From the warning to the machine's end. */
    static final Duration TIME = Duration.ofMinutes(2);

    private final Map<String, Notice> unsettled = new TreeMap<>();

    public SpotNotices(EventLog journal) {
        journal.listen(event -> {
            if (event instanceof WorldEvent.SpotInterrupted(Instant time, _, String instance)) {
                Interruption interruption =
                        new Interruption(Interruption.Kind.SPOT, time.plus(TIME));
                unsettled.put(instance, new Notice(instance, List.of(instance), interruption));
            }
        });
    }

    @Override
    public List<Notice> notices() {
        return List.copyOf(unsettled.values());
    }

    @Override
    public void settle(Notice notice) {
        unsettled.remove(notice.id());
    }
}
