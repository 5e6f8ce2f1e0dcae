package io.plimsoll.autoscaler.engine.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.plimsoll.autoscaler.decision.answer.Action;
import io.plimsoll.autoscaler.decision.model.Taint;
import io.plimsoll.autoscaler.decision.question.AutoscalingOptions;
import io.plimsoll.autoscaler.decision.question.AutoscalingOptions.Parallelism;
import io.plimsoll.autoscaler.decision.question.AutoscalingOptions.ScaleDownOptions;
import io.plimsoll.autoscaler.engine.actuation.EngineOptions;
import io.plimsoll.autoscaler.engine.port.LoopReport.Outcome;
import io.plimsoll.autoscaler.engine.port.NodeEdit;
import io.plimsoll.autoscaler.engine.port.Ports;
import io.plimsoll.autoscaler.engine.port.ScaleUpMemory;
import io.plimsoll.autoscaler.engine.world.World;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** With the brake pulled the loop observes and decides, and nothing comes of it. */
class BrakeTest {
    private static final Duration LONG = Duration.ofMinutes(11);
    private static final String TO_BE_DELETED = "ToBeDeletedByClusterAutoscaler";

    private final World world = new World().group("kong", 1, 10, 1);
    private final AutoscalerLoop loop = world.newProcess();

    @Test
    void ordersNothingAndSaysOnceWhatItWouldOrder() {
        world.cluster.pullBrake("for a test");
        pending(1, 13);

        assertThat(inWords(loop)).containsExactly("Withheld scale-up kong 1 to 3");
        assertThat(inWords(loop)).isEmpty();
        assertThat(world.cloud.calls()).isEmpty();
    }

    @Test
    void saysWhenItWouldOrderSomethingElse() {
        world.cluster.pullBrake("for a test");
        pending(1, 13);
        loop.runOnce();
        pending(14, 19);

        assertThat(inWords(loop))
                .containsExactly("Withdrawn scale-up kong 1 to 3", "Withheld scale-up kong 1 to 4");
    }

    @Test
    void actsAtOnceWhenItIsReleased() {
        world.cluster.pullBrake("for a test");
        pending(1, 13);
        loop.runOnce();
        world.cluster.releaseBrake();
        loop.runOnce();

        assertThat(world.cloud.calls()).containsExactly("setTargetSize kong 3");
    }

    @Test
    void tellsThePodsWhyNobodyOrdersForThem() {
        world.cluster.pullBrake("for a test");
        world.pendingPod("web-1");
        pending(2, 7);
        loop.runOnce();

        assertThat(world.reporter.events())
                .contains(
                        "Pod web-7 NotTriggerScaleUp: pod didn't trigger scale-up: observing only: for a test");
        assertThat(world.reporter.lastStatus().message()).isEqualTo("observing only: for a test");
    }

    @Test
    void isNotInBackoffFromWhatSomebodyElseOrderedInVain() {
        world.cluster.pullBrake("for a test");
        world.cloud.resize("kong", 3);
        loop.runOnce();
        world.advance(Duration.ofHours(1));
        world.cloud.failLaunch("kong");

        assertThat(loop.runOnce().history().backoffs()).isEmpty();
        assertThat(world.cloud.calls()).isEmpty();
    }

    @Test
    void marksNoNodeThatItWouldRemove() {
        World idle = new World().group("kong", 1, 10, 3);
        AutoscalerLoop watching = idle.newProcess();
        idle.cluster.pullBrake("for a test");
        watching.runOnce();
        idle.advance(LONG);

        assertThat(inWords(watching))
                .containsExactly(
                        "Withheld remove node kong-1 of kong",
                        "Withheld remove node kong-2 of kong");
        assertThat(taints(idle)).isEmpty();
    }

    @Test
    void leavesARemovalWhereItIsAndFreesItsNodeAfterwards() {
        World idle = new World().group("kong", 1, 10, 2);
        AutoscalerLoop removing = idle.newProcess();
        removing.runOnce();
        idle.advance(LONG);
        removing.runOnce();
        List<String> marked = taints(idle);
        assertThat(marked).contains(TO_BE_DELETED);

        idle.cluster.pullBrake("for a test");
        idle.advance(Duration.ofMinutes(1));
        removing.runOnce();
        assertThat(taints(idle)).isEqualTo(marked);
        assertThat(idle.cloud.calls()).isEmpty();

        idle.cluster.releaseBrake();
        assertThat(removing.runOnce().outcomes())
                .contains(new Outcome.Done(new Action.FreeNode("kong-1")));
    }

    @Test
    void removalsOfAnEarlierProcessCountWithinTheirHour() {
        World idle = new World().group("kong", 0, 10, 3);
        ScaleUpMemory earlier =
                ScaleUpMemory.NONE.withRemovals(List.of(idle.clock.instant().minusSeconds(60)));
        AutoscalerLoop limited =
                new AutoscalerLoop(idle.ports(), removalsPerHour(2), earlier, idle.clock);
        limited.runOnce();
        idle.advance(LONG);
        limited.runOnce();

        assertThat(taints(idle)).filteredOn(TO_BE_DELETED::equals).hasSize(1);
        assertThat(idle.reporter.memory().removals()).hasSize(2);
        assertThat(idle.reporter.lastStatus().message())
                .isEqualTo("2 unneeded nodes wait for --max-node-removals-per-hour");
    }

    private static EngineOptions removalsPerHour(int most) {
        EngineOptions engine = EngineOptions.DEFAULT;
        AutoscalingOptions decision = engine.decision();
        ScaleDownOptions down = decision.scaleDown();
        return new EngineOptions(
                new AutoscalingOptions(
                        decision.scaleUp(),
                        new ScaleDownOptions(
                                true,
                                down.utilization(),
                                down.patience(),
                                new Parallelism(10, 1, 10, Duration.ofSeconds(10), most),
                                down.drain()),
                        decision.limits(),
                        decision.health(),
                        decision.taints()),
                engine.removal(),
                engine.statusObject());
    }

    @Test
    void aDryRunIsOneThatNobodyCanRelease() {
        Ports dry = world.ports().dryRun();
        AutoscalerLoop shadow =
                new AutoscalerLoop(dry, EngineOptions.DEFAULT, ScaleUpMemory.NONE, world.clock);
        pending(1, 13);

        assertThat(inWords(shadow)).containsExactly("Withheld scale-up kong 1 to 3");
        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(() -> dry.cloud().setTargetSize("kong", 1, 3));
        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(() ->
                        dry.cluster()
                                .edit(
                                        world.cluster.node("kong-1"),
                                        NodeEdit.remove(
                                                new Taint("a", "", Taint.Effect.NO_SCHEDULE))));
        assertThat(world.cloud.calls()).isEmpty();
    }

    private void pending(int first, int last) {
        IntStream.rangeClosed(first, last).forEach(pod -> world.pendingPod("web-" + pod));
    }

    private static List<String> inWords(AutoscalerLoop loop) {
        return loop.runOnce().outcomes().stream()
                .flatMap(outcome ->
                        switch (outcome) {
                            case Outcome.Withheld(Action action) ->
                                    Stream.of("Withheld " + action.inWords());
                            case Outcome.Withdrawn(Action action) ->
                                    Stream.of("Withdrawn " + action.inWords());
                            default -> Stream.of(outcome.toString());
                        })
                .toList();
    }

    private static List<String> taints(World world) {
        return world.cluster.observe().nodes().stream()
                .flatMap(node -> node.spec().taints().stream())
                .map(Taint::key)
                .toList();
    }
}
