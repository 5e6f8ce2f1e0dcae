package io.plimsoll.autoscaler.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.autoscaler.decision.question.ConsolidationOptions.Consolidation;
import io.plimsoll.autoscaler.simulation.HostileWorld.Outcome;
import io.plimsoll.autoscaler.simulation.Invariants.Violation;
import java.time.Duration;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Worlds in which all goes wrong that {@link Mishaps} and {@link Outsiders} know of. {@code
 * -Dplimsoll.hours=N -Dplimsoll.seed=S} plays N virtual hours from seed S on; a failure names its
 * seeds, each of which becomes a case of {@link #harmsNobodyAnyMore}.
 */
class HostileWorldsTest {
    private static final long HOURS = Long.getLong("plimsoll.hours", 600);
    private static final long FIRST_SEED = Long.getLong("plimsoll.seed", 1);

    /** One world in so many is played twice. */
    private static final int TWICE = 25;

    @Test
    void harmNobodyAndLeaveNothingBehind() {
        long worlds = Math.ceilDiv(HOURS, HostileWorld.LENGTH.toHours());
        List<Result> results =
                LongStream.range(FIRST_SEED, FIRST_SEED + worlds)
                        .parallel()
                        .mapToObj(HostileWorldsTest::play)
                        .toList();

        System.out.println(summary(results));
        assertThat(results.stream().flatMap(result -> result.violations().stream()))
                .as("play one of them again with -Dplimsoll.hours=1 -Dplimsoll.seed=<seed>")
                .isEmpty();
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {517, 724, 1193, 1557, 2444, 6302, 6592, 8076, 8311})
    void harmsNobodyAnyMore(long seed) {
        assertThat(HostileWorld.play(seed, Consolidation.OFF).violations()).isEmpty();
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = 554)
    void replacesNothingForEver(long seed) {
        assertThat(HostileWorld.play(seed, Consolidation.REPLACE).violations()).isEmpty();
    }

    /** What is kept of a world; its history is not. */
    private record Result(
            Duration time,
            long loops,
            long writes,
            long refused,
            long replacements,
            long repairs,
            List<Violation> violations) {}

    private static Result play(long seed) {
        Outcome outcome = HostileWorld.play(seed);
        if (seed % TWICE == 0) {
            assertThat(HostileWorld.play(seed).events())
                    .as("seed %d, played again", seed)
                    .isEqualTo(outcome.events());
        }
        return new Result(
                outcome.time(),
                outcome.loops(),
                outcome.writes(),
                outcome.refused(),
                outcome.replacements(),
                outcome.repairs(),
                outcome.violations());
    }

    private static String summary(List<Result> results) {
        return "Hostile worlds %d to %d: %d hours, %d loops, %d writes, %d refused writes, %d replacements, %d repairs, %d violations"
                .formatted(
                        FIRST_SEED,
                        FIRST_SEED + results.size() - 1,
                        results.stream().map(Result::time).mapToLong(Duration::toMinutes).sum()
                                / 60,
                        results.stream().mapToLong(Result::loops).sum(),
                        results.stream().mapToLong(Result::writes).sum(),
                        results.stream().mapToLong(Result::refused).sum(),
                        results.stream().mapToLong(Result::replacements).sum(),
                        results.stream().mapToLong(Result::repairs).sum(),
                        results.stream().map(Result::violations).mapToLong(List::size).sum());
    }
}
