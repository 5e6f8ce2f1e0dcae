package io.plimsoll.autoscaler.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.autoscaler.simulation.event.WorldEvent;
import io.plimsoll.autoscaler.simulation.spec.TrafficSpec;
import io.plimsoll.autoscaler.simulation.spec.WorldSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Worlds by the hundred. A failure names its seed; {@code -Dplimsoll.seed=N} runs that one. */
class RandomWorldsTest {
    private static final int WORLDS = 200;
    private static final Duration PHASE = Duration.ofMinutes(20);

    /** Longer than all patience of HPA and autoscaler together. */
    private static final Duration SETTLING = Duration.ofMinutes(70);

    /** {@code --max-node-group-backoff-duration} by default. */
    private static final Duration LONGEST_BACKOFF = Duration.ofMinutes(30);

    private static final Duration QUIET = Duration.ofMinutes(20);

    static LongStream seeds() {
        Long only = Long.getLong("plimsoll.seed");
        return only == null ? LongStream.rangeClosed(1, WORLDS) : LongStream.of(only);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void keepsEveryInvariantAndComesToRest(long seed) {
        WorldSpec spec = RandomWorlds.of(seed);

        List<WorldEvent> events = history(spec);

        Instant quietFrom = lastDisturbance(spec, events).plus(SETTLING);
        assertThat(events)
                .as("seed %s: under a constant load", seed)
                .filteredOn(event -> event.time().isAfter(quietFrom))
                .noneMatch(RandomWorldsTest::isChange);
        if (seed % 10 == 0) {
            assertThat(history(spec)).as("seed %s, run again", seed).isEqualTo(events);
        }
    }

    private static List<WorldEvent> history(WorldSpec spec) {
        Invariants watched = Invariants.of(spec);
        Random random = new Random(spec.seed());
        for (int phase = 0; phase < 3; phase++) {
            for (TrafficSpec traffic : spec.traffic()) {
                watched.world().setLoad(traffic.deployment(), random.nextInt(1500));
            }
            watched.runFor(PHASE);
        }
        watched.runFor(SETTLING.plus(QUIET));
        return watched.world().events();
    }

    /** The last change of load, or the end of the backoff after the last failed launch. */
    private static Instant lastDisturbance(WorldSpec spec, List<WorldEvent> events) {
        Instant lastLoad = spec.settings().start().plus(PHASE.multipliedBy(2));
        return events.stream()
                .filter(WorldEvent.LaunchFailed.class::isInstance)
                .map(failure -> failure.time().plus(LONGEST_BACKOFF))
                .filter(lastLoad::isBefore)
                .max(Instant::compareTo)
                .orElse(lastLoad);
    }

    private static boolean isChange(WorldEvent event) {
        return event instanceof WorldEvent.ScaleUp
                || event instanceof WorldEvent.ScaleDown
                || event instanceof WorldEvent.HpaScaled;
    }
}
