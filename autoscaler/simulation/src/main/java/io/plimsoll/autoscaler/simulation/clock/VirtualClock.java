package io.plimsoll.autoscaler.simulation.clock;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.Optional;
import java.util.PriorityQueue;

/**
 * Virtual time and what is to happen at which moment. Actions of the same moment run in the order
 * in which they were planned. Confined to one thread.
 */
public final class VirtualClock implements InstantSource {
    private final PriorityQueue<Planned> planned =
            new PriorityQueue<>(
                    Comparator.comparing(Planned::time).thenComparingLong(Planned::sequence));
    private Instant now;
    private long sequence;

    public VirtualClock(Instant start) {
        this.now = start;
    }

    private record Planned(Instant time, long sequence, Runnable action) {}

    @Override
    public Instant instant() {
        return now;
    }

    /** A moment that has passed counts as now. */
    public void at(Instant time, Runnable action) {
        planned.add(new Planned(time.isBefore(now) ? now : time, sequence++, action));
    }

    public void after(Duration delay, Runnable action) {
        at(now.plus(delay), action);
    }

    /** When the next action is due; empty when nothing is planned. */
    public Optional<Instant> next() {
        return Optional.ofNullable(planned.peek()).map(Planned::time);
    }

    /** Runs what is due now, and what that plans for now. */
    public void runDue() {
        for (Planned head = planned.peek();
                head != null && !head.time().isAfter(now);
                head = planned.peek()) {
            planned.remove();
            head.action().run();
        }
    }

    /**
     * Lets time pass without running anything.
     *
     * @throws IllegalArgumentException when {@code time} lies before now or after the next action
     */
    public void moveTo(Instant time) {
        if (time.isBefore(now)) {
            throw new IllegalArgumentException("Time does not run backwards to " + time);
        }
        if (next().filter(time::isAfter).isPresent()) {
            throw new IllegalArgumentException("Something is planned before " + time);
        }
        now = time;
    }
}
