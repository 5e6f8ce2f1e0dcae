package io.plimsoll.autoscaler.engine.actuation;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.autoscaler.decision.answer.Decision;
import io.plimsoll.autoscaler.decision.clusterstate.Census;
import io.plimsoll.autoscaler.decision.clusterstate.ClusterState;
import io.plimsoll.autoscaler.decision.model.ObjectKey;
import io.plimsoll.autoscaler.decision.question.History.ScaleUpInFlight;
import io.plimsoll.autoscaler.decision.question.Observation;
import io.plimsoll.autoscaler.engine.port.ScaleUpMemory;
import io.plimsoll.autoscaler.engine.world.World;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A process may end between any two loops; the next one finds its way. */
class RestartTest {
    private final World world = new World().group("kong", 1, 10, 3);
    private final ObjectKey pod = world.runningPod("web-1", "kong-3");
    private Actuation actuation = newProcess();

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4})
    void removesANodeOnceWhereverTheFirstProcessEnded(int loopsOfTheFirstProcess) {
        decide();
        run(loopsOfTheFirstProcess);
        actuation = newProcess();
        run(1);
        boolean wasEnding = world.cloud.target("kong") == 2;
        assertThat(world.cluster.node("kong-3").taint(Taints.TO_BE_DELETED).isPresent())
                .isEqualTo(wasEnding);

        decide();
        run(6);
        assertThat(world.cloud.calls()).containsExactly("terminate kong i-kong-3");
        assertThat(world.cloud.target("kong")).isEqualTo(2);
    }

    @Test
    void uncordonsWhatAnEarlierProcessCordoned() {
        actuation = newProcess(true);
        decide();
        assertThat(world.cluster.node("kong-3").spec().unschedulable()).isTrue();
        actuation = newProcess(true);
        run(1);

        assertThat(world.cluster.node("kong-3").spec().unschedulable()).isFalse();
        assertThat(world.reporter.events())
                .contains("Node kong-3 ClusterAutoscalerCleanup: marking the node as schedulable");
    }

    @Test
    void adoptsAScaleUpThatAnEarlierProcessBegan() {
        world.cloud.resize("kong", 5);
        run(1);

        assertThat(actuation.history(now()).scaleUps())
                .containsEntry("kong", new ScaleUpInFlight(2, now()));
        world.cloud.launch("kong", "i-kong-4");
        world.cloud.launch("kong", "i-kong-5");
        world.register("kong-4");
        world.register("kong-5");
        run(1);
        assertThat(actuation.history(now()).scaleUps()).isEmpty();
    }

    private Actuation newProcess() {
        return newProcess(false);
    }

    private Actuation newProcess(boolean cordon) {
        RemovalOptions defaults = RemovalOptions.DEFAULT;
        EngineOptions options =
                new EngineOptions(
                        EngineOptions.DEFAULT.decision(),
                        new RemovalOptions(
                                defaults.delayAfterTaint(),
                                cordon,
                                defaults.deletionDelayTimeout(),
                                defaults.eviction(),
                                defaults.softTaint()),
                        EngineOptions.DEFAULT.statusObject());
        Events events = new Events(world.reporter, options.statusObject());
        return new Actuation(world.ports(), events, options, ScaleUpMemory.NONE, world.clock);
    }

    private void decide() {
        boolean isThere =
                world.cloud.group("kong").size().target() == 3
                        && world.cluster.node("kong-3").taint(Taints.TO_BE_DELETED).isEmpty();
        if (!isThere) {
            return;
        }
        Decision decision =
                new Decision(
                        Decision.Health.OK,
                        List.of(),
                        List.of(),
                        List.of(World.removal("kong-3", "kong", pod)));
        actuation.act(decision, world.observe(), new Attempts(), now());
    }

    /** Loops three seconds apart, in a world where an evicted pod takes as long to go. */
    private void run(int loops) {
        for (int loop = 0; loop < loops; loop++) {
            world.advance(Duration.ofSeconds(3));
            if (world.cluster.evicted().contains(pod)) {
                world.cluster.removePod(pod);
            }
            Observation seen = actuation.complete(world.observe());
            ClusterState state = actuation.track(new Census(), seen, now());
            actuation.carryOn(seen, state, new Attempts(), now());
        }
    }

    private Instant now() {
        return world.clock.instant();
    }
}
