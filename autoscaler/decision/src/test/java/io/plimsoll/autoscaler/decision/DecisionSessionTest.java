package io.plimsoll.autoscaler.decision;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.autoscaler.decision.answer.Decision;
import io.plimsoll.autoscaler.decision.answer.NodeVerdict;
import io.plimsoll.autoscaler.decision.clusterstate.Census;
import io.plimsoll.autoscaler.decision.clusterstate.ClusterState;
import io.plimsoll.autoscaler.decision.question.AutoscalingOptions;
import io.plimsoll.autoscaler.decision.question.History;
import io.plimsoll.autoscaler.decision.question.Observation;
import io.plimsoll.autoscaler.decision.world.World;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a session remembers makes it fast and nothing else; the seed is the test's argument. */
final class DecisionSessionTest {
    private static final int LOOPS = 16;

    static LongStream seeds() {
        return LongStream.range(0, 250);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void decidesLoopAfterLoopAsOneThatRemembersNothing(long seed) {
        ChangingWorld world = new ChangingWorld(seed);
        DecisionSession session = new DecisionSession(new Census());
        Instant now = World.NOW;
        for (int loop = 0; loop < LOOPS; loop++) {
            Observation observation = world.observe();
            History history = world.history(now);
            AutoscalingOptions options = world.options();

            Decision remembered = session.decide(observation, history, options, now);

            assertThat(remembered)
                    .as("loop %d", loop)
                    .isEqualTo(DecisionCore.decide(observation, history, options, now));
            world.change();
            now = now.plus(Duration.ofMinutes(1));
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void countsLoopAfterLoopAsOneThatRemembersNothing(long seed) {
        ChangingWorld world = new ChangingWorld(seed);
        Census census = new Census();
        Instant now = World.NOW;
        for (int loop = 0; loop < LOOPS; loop++) {
            Observation observation = world.observe();
            History history = world.history(now);
            AutoscalingOptions options = world.options();

            ClusterState remembered = census.take(observation, history, options, now);

            assertThat(told(remembered))
                    .as("loop %d", loop)
                    .isEqualTo(told(new Census().take(observation, history, options, now)));
            world.change();
            now = now.plus(Duration.ofMinutes(1));
        }
    }

    private static List<Object> told(ClusterState state) {
        return List.of(
                state.groups(),
                state.ungrouped(),
                state.ending(),
                state.cordoned(),
                state.notStarted(),
                state.readyAndSchedulable(),
                state.health());
    }

    @Test
    void theSameVerdictOfAnUnchangedNodeIsTheSameObject() {
        Observation observation = RandomWorlds.of(3).observe();
        DecisionSession session = new DecisionSession(new Census());
        Decision first =
                session.decide(observation, History.NONE, AutoscalingOptions.DEFAULT, World.NOW);

        Decision second =
                session.decide(observation, History.NONE, AutoscalingOptions.DEFAULT, World.NOW);

        assertThat(second).isEqualTo(first);
        Set<NodeVerdict> told = Collections.newSetFromMap(new IdentityHashMap<>());
        told.addAll(first.nodes());
        assertThat(second.nodes())
                .filteredOn(NodeVerdict.Unremovable.class::isInstance)
                .filteredOn(verdict -> ((NodeVerdict.Unremovable) verdict).blockedBy().isEmpty())
                .isNotEmpty()
                .allMatch(told::contains);
    }
}
