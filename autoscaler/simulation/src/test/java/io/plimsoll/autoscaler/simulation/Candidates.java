package io.plimsoll.autoscaler.simulation;

import io.plimsoll.autoscaler.simulation.clock.VirtualClock;
import io.plimsoll.autoscaler.simulation.event.WorldEvent;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;

/**
 * The processes of the autoscaler, one after the other: each leads until it ends or another takes
 * over, in the middle of a loop too.
 */
final class Candidates {
    private static final Duration LONGEST_ABSENCE = Duration.ofSeconds(60);

    private final Mishaps mishaps;
    private final Function<Candidates, HostileProcess> start;
    private final VirtualClock clock;
    private Optional<HostileProcess> leader = Optional.empty();

    Candidates(VirtualClock clock, Mishaps mishaps, Function<Candidates, HostileProcess> start) {
        this.clock = clock;
        this.mishaps = mishaps;
        this.start = start;
        clock.after(Duration.ofSeconds(10), this::elect);
    }

    boolean leads(HostileProcess process) {
        return leader.filter(process::equals).isPresent();
    }

    void heard(WorldEvent event) {
        leader.ifPresent(process -> process.heard(event));
    }

    /** The leader's process is gone; another takes its place before long. */
    void died(HostileProcess process) {
        if (leads(process)) {
            leader = Optional.empty();
            clock.after(mishaps.upTo(LONGEST_ABSENCE), this::elect);
        }
    }

    /** Now and then another leads from this moment, and acts before the old one's next step. */
    void mayChange(HostileProcess process) {
        if (leads(process) && mishaps.strikes(3)) {
            leader = Optional.empty();
            elect();
        }
    }

    private void elect() {
        if (leader.isEmpty()) {
            HostileProcess next = start.apply(this);
            leader = Optional.of(next);
            next.runLoop();
        }
    }
}
