package io.plimsoll.autoscaler.decision.scaleup;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.autoscaler.decision.question.AutoscalingOptions;
import io.plimsoll.autoscaler.decision.scaleup.Workload.Kind;
import io.plimsoll.autoscaler.decision.scaleup.Workload.Outcome;
import io.plimsoll.autoscaler.decision.world.Options;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/**
 * What the cheapest mix costs, over many workloads: {@code -Dplimsoll.mixes=10000} plays as many,
 * {@code -Dplimsoll.bounds=1000} holds as many against the least cost.
 */
class CheapestMixCostTest {

    private static final long MIXES = Long.getLong("plimsoll.mixes", 200);
    private static final long BOUNDS = Long.getLong("plimsoll.bounds", 100);
    private static final AutoscalingOptions MIX = Options.expanders("cheapest-mix");
    private static final List<String> OTHERS =
            List.of("least-waste", "least-nodes", "most-pods", "price", "random");

    @Test
    void isNeverDearerThanTheBestOfOtherExpanders() {
        assertThat(LongStream.range(0, MIXES).filter(CheapestMixCostTest::isDearer))
                .as("seeds of workloads")
                .isEmpty();
    }

    private static boolean isDearer(long seed) {
        Workload workload = Workload.of(seed, true);
        Outcome mix = workload.decide(MIX);
        return OTHERS.stream()
                .map(name -> workload.decide(Options.inOneLoop(name)))
                .anyMatch(other ->
                        other.served() > mix.served()
                                || (other.served() == mix.served()
                                        && other.microUsd() < mix.microUsd()));
    }

    @Test
    void comesCloseToTheLeastCost() {
        double sum = 0;
        double worst = 0;
        long worstSeed = 0;
        double wasteful = 0;
        long count = 0;
        for (long seed = 0; seed < BOUNDS; seed++) {
            Workload workload = Workload.of(seed, false);
            Outcome mix = workload.decide(MIX);
            List<Kind> kinds = workload.kinds();
            if (mix.served() < kinds.stream().mapToInt(Kind::count).sum()) {
                continue;
            }
            double least = LeastCost.microUsd(workload, kinds);
            double ratio = mix.microUsd() / least;
            assertThat(ratio).as("seed %d", seed).isGreaterThanOrEqualTo(1);
            sum += ratio;
            wasteful += workload.decide(Options.inOneLoop("least-waste")).microUsd() / least;
            count++;
            if (ratio > worst) {
                worst = ratio;
                worstSeed = seed;
            }
        }
        System.out.printf(
                "cheapest mix / least cost over %d workloads: mean %.4f, worst %.4f (seed %d);"
                        + " least-waste: mean %.4f%n",
                count, sum / count, worst, worstSeed, wasteful / count);
        assertThat(sum / count).isLessThanOrEqualTo(1.03);
        assertThat(worst).isLessThanOrEqualTo(1.15);
    }
}
