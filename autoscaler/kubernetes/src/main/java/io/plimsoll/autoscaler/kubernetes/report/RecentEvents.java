package io.plimsoll.autoscaler.kubernetes.report;

import io.plimsoll.autoscaler.engine.port.Reporter.ObjectReference;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;

/**
 * Keeps the same event from being told each loop: once in five minutes is enough. Remembers so many
 * at most; the oldest is forgotten first, and told again if it comes again.
 */
final class RecentEvents {
    private static final Duration SILENCE = Duration.ofMinutes(5);

    private static final int MAX_REMEMBERED = 10_000;

    private final Set<Event> told = new HashSet<>();
    private final Deque<Telling> byTime = new ArrayDeque<>();

    record Event(ObjectReference object, String reason, String message) {}

    private record Telling(Event event, Instant time) {}

    boolean isNew(Event event, Instant now) {
        while (!byTime.isEmpty()
                && (byTime.size() >= MAX_REMEMBERED
                        || !byTime.peekFirst().time().plus(SILENCE).isAfter(now))) {
            told.remove(byTime.removeFirst().event());
        }
        if (!told.add(event)) {
            return false;
        }
        byTime.addLast(new Telling(event, now));
        return true;
    }
}
