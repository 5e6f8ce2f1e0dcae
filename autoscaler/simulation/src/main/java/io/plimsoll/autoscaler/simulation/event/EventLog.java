package io.plimsoll.autoscaler.simulation.event;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;

/** Everything that happened so far, in order. */
public final class EventLog {
    private final List<WorldEvent> events = new ArrayList<>();
    private final List<Consumer<WorldEvent>> listeners = new ArrayList<>();

    public void add(WorldEvent event) {
        events.add(event);
        listeners.forEach(listener -> listener.accept(event));
    }

    /** Tells {@code listener} of each event from now on, as it happens. */
    public void listen(Consumer<WorldEvent> listener) {
        listeners.add(listener);
    }

    /** A view that grows with the journal. */
    public List<WorldEvent> events() {
        return Collections.unmodifiableList(events);
    }
}
