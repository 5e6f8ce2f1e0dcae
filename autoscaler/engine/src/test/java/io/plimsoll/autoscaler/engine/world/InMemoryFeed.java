package io.plimsoll.autoscaler.engine.world;

import io.plimsoll.autoscaler.decision.model.Interruption;
import io.plimsoll.autoscaler.engine.port.InterruptionFeed;
import java.util.ArrayList;
import java.util.List;

/** Notices that come again until they are settled. */
public final class InMemoryFeed implements InterruptionFeed {
    private final List<Notice> unsettled = new ArrayList<>();

    public void tell(String instance, Interruption interruption) {
        unsettled.add(
                new Notice(
                        "notice-%d".formatted(unsettled.size()), List.of(instance), interruption));
    }

    @Override
    public List<Notice> notices() {
        return List.copyOf(unsettled);
    }

    @Override
    public void settle(Notice notice) {
        unsettled.remove(notice);
    }
}
