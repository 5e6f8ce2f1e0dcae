package io.plimsoll.autoscaler.engine.loop;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.autoscaler.engine.world.TroubledWorld;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TroubledWorldTest {
    private static final int TROUBLED_LOOPS = 150;

    /** Longer than any backoff and cooldown. */
    private static final int PEACEFUL_LOOPS = 300;

    static LongStream seeds() {
        return LongStream.rangeClosed(1, 40);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void killsNoPodKeepsBoundsAndHealsInTheEnd(long seed) {
        TroubledWorld world = new TroubledWorld(seed);
        for (int loop = 0; loop < TROUBLED_LOOPS; loop++) {
            world.stepInTrouble();
            assertBounds(world, seed);
        }
        for (int loop = 0; loop < PEACEFUL_LOOPS; loop++) {
            world.stepInPeace();
            assertBounds(world, seed);
        }
        assertThat(world.pending()).describedAs("pending, seed %d", seed).isEmpty();
        world.endLoad();
        for (int loop = 0; loop < PEACEFUL_LOOPS; loop++) {
            world.stepInPeace();
            assertBounds(world, seed);
        }
        assertThat(world.markedNodes()).describedAs("marked, seed %d", seed).isEmpty();
        assertThat(world.target("kong") + world.target("spare"))
                .describedAs("nodes, seed %d", seed)
                .isEqualTo(1);
    }

    private static void assertBounds(TroubledWorld world, long seed) {
        assertThat(world.killedPods()).describedAs("killed, seed %d", seed).isEmpty();
        assertThat(world.sizesOutOfBounds()).describedAs("sizes, seed %d", seed).isEmpty();
    }
}
