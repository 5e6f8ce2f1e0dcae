package io.plimsoll.autoscaler.simulation;

import io.plimsoll.autoscaler.decision.model.NodeGroup;
import io.plimsoll.autoscaler.simulation.clock.VirtualClock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Random;

/**
 * What goes wrong between the autoscaler and the world, drawn from a seed: nothing before {@link
 * #begin} and after {@link #end}, and what is under way then ends with it.
 */
final class Mishaps {
    private final VirtualClock clock;
    private final Random random;

    /** Of its own, so that worlds without such mishaps stay as they were. */
    private final Random cloudMishaps;

    /** How often each kind of mishap strikes in this world, in thousandths of what is usual. */
    private final int severity;

    private boolean on;
    private Instant cloudDownUntil = Instant.MIN;
    private Instant clusterDownUntil = Instant.MIN;
    private Duration clockError = Duration.ZERO;
    private String untagged = "";
    private Instant untaggedUntil = Instant.MIN;

    Mishaps(VirtualClock clock, Random random, Random cloudMishaps) {
        this.clock = clock;
        this.random = random;
        this.cloudMishaps = cloudMishaps;
        this.severity = random.nextInt(5) == 0 ? 0 : 200 + random.nextInt(1500);
    }

    void begin() {
        on = true;
    }

    void end() {
        on = false;
        cloudDownUntil = Instant.MIN;
        clusterDownUntil = Instant.MIN;
        clockError = Duration.ZERO;
        untaggedUntil = Instant.MIN;
    }

    boolean areOn() {
        return on;
    }

    /** True about so often in a thousand, and never in quiet times. */
    boolean strikes(int permille) {
        return on && random.nextInt(1_000_000) < permille * severity;
    }

    Duration upTo(Duration longest) {
        return Duration.ofSeconds(1 + random.nextLong(longest.toSeconds()));
    }

    int choice(int count) {
        return random.nextInt(count);
    }

    boolean isCloudDown() {
        if (strikes(1)) {
            cloudDownUntil = clock.instant().plus(upTo(Duration.ofMinutes(5)));
        }
        return clock.instant().isBefore(cloudDownUntil);
    }

    boolean isClusterDown() {
        if (strikes(1)) {
            clusterDownUntil = clock.instant().plus(upTo(Duration.ofMinutes(2)));
        }
        return clock.instant().isBefore(clusterDownUntil);
    }

    /** Somebody takes a group's tags off, and puts them back within 20 minutes. */
    List<NodeGroup> discovered(List<NodeGroup> groups) {
        if (on && !groups.isEmpty() && cloudMishaps.nextInt(1_000_000) < 4 * severity) {
            untagged = groups.get(cloudMishaps.nextInt(groups.size())).name();
            untaggedUntil = clock.instant().plusSeconds(cloudMishaps.nextLong(1200));
        }
        return groups.stream().filter(group -> !isUntagged(group.name())).toList();
    }

    boolean isUntagged(String group) {
        return group.equals(untagged) && clock.instant().isBefore(untaggedUntil);
    }

    /** How old what the cloud tells of its activities is. */
    Duration lag() {
        return Duration.ofSeconds(on ? cloudMishaps.nextLong(60) : 0);
    }

    /** For a process that starts now: it keeps the time that it began with. */
    InstantSource clockOfNewProcess() {
        Duration error = clockError;
        return () -> clock.instant().plus(error);
    }

    /** Somebody sets the wall clock wrong, and somebody else right again. */
    void mayStepClock() {
        if (strikes(1)) {
            Duration step = upTo(Duration.ofMinutes(10));
            clockError =
                    switch (random.nextInt(3)) {
                        case 0 -> Duration.ZERO;
                        case 1 -> step;
                        default -> step.negated();
                    };
        }
    }
}
