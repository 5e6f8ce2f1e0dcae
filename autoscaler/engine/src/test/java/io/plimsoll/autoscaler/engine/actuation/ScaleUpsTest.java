package io.plimsoll.autoscaler.engine.actuation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.plimsoll.autoscaler.decision.answer.Action.ScaleUp;
import io.plimsoll.autoscaler.decision.clusterstate.Census;
import io.plimsoll.autoscaler.decision.clusterstate.ClusterState;
import io.plimsoll.autoscaler.decision.clusterstate.GroupReadiness;
import io.plimsoll.autoscaler.decision.model.ObjectKey;
import io.plimsoll.autoscaler.decision.question.History;
import io.plimsoll.autoscaler.decision.question.History.Backoff;
import io.plimsoll.autoscaler.decision.question.History.ScaleUpInFlight;
import io.plimsoll.autoscaler.engine.clusterstate.ScaleUpTracking;
import io.plimsoll.autoscaler.engine.port.CloudException;
import io.plimsoll.autoscaler.engine.port.LoopReport.Outcome;
import io.plimsoll.autoscaler.engine.port.LoopReport.Problem;
import io.plimsoll.autoscaler.engine.port.LoopReport.Problem.Kind;
import io.plimsoll.autoscaler.engine.world.World;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class ScaleUpsTest {
    private static final ObjectKey POD = new ObjectKey("default", "web-9");

    private final World world = new World().group("kong", 1, 5, 2);
    private final ScaleUps scaleUps =
            new ScaleUps(
                    world.cloud,
                    new Events(world.reporter, EngineOptions.DEFAULT.statusObject()),
                    EngineOptions.DEFAULT,
                    ScaleUpTracking.NONE);

    @Test
    void raisesTheGroupAndTellsThePods() {
        assertThat(raiseTo(4)).containsExactly(new Outcome.Done(scaleUp(2, 4)));

        assertThat(world.cloud.target("kong")).isEqualTo(4);
        assertThat(world.reporter.events())
                .contains(
                        "Pod web-9 TriggeredScaleUp: pod triggered scale-up: [{kong 2->4 (max:"
                                + " 5)}]",
                        "ConfigMap cluster-autoscaler-status ScaledUpGroup: Scale-up: group kong"
                                + " size set to 4 instead of 2 (max: 5)");
        assertThat(scaleUps.lastScaleUp()).contains(now());
        assertThat(scaleUps.tracking().inFlight())
                .containsEntry("kong", new ScaleUpInFlight(2, now()));
    }

    @Test
    void neverRaisesAGroupAboveItsMaximum() {
        assertThat(raiseTo(6))
                .containsExactly(
                        new Outcome.Failed(
                                scaleUp(2, 6),
                                new Problem(
                                        Kind.NOT_POSSIBLE, "more than the group's maximum of 5")));
        assertThat(world.cloud.calls()).isEmpty();
    }

    @Test
    void backsOffFromAGroupThatTheCloudRefusesToRaise() {
        world.cloud.refuse(CloudException.Category.QUOTA_EXCEEDED);
        assertThat(raiseTo(4))
                .containsExactly(
                        new Outcome.Failed(
                                scaleUp(2, 4),
                                new Problem(Kind.QUOTA_EXCEEDED, "the cloud says no")));

        assertThat(scaleUps.tracking().backoffs().isActive("kong", now())).isTrue();
        assertThat(scaleUps.lastScaleUp()).isEmpty();
    }

    @Test
    void doesNotBackOffWhenTheCloudDidNotAnswer() {
        world.cloud.refuse(CloudException.Category.UNAVAILABLE);
        raiseTo(4);

        assertThat(scaleUps.tracking().backoffs().isActive("kong", now())).isFalse();
    }

    @Test
    void doesNotCountNodesThatJoinedAsUpcoming() {
        raiseTo(4);
        world.cloud.launch("kong", "i-kong-3");
        world.register("kong-3");
        assertThat(loop().groups().values())
                .extracting(GroupReadiness::upcoming)
                .containsExactly(1);

        world.cloud.launch("kong", "i-kong-4");
        world.register("kong-4");
        assertThat(loop().groups().values())
                .extracting(GroupReadiness::upcoming)
                .containsExactly(0);
        assertThat(scaleUps.tracking().inFlight()).isEmpty();
    }

    @Test
    void givesBackWhatFailedToLaunchAndKeepsWhatDidLaunch() {
        raiseTo(5);
        world.cloud.launch("kong", "i-kong-3");
        world.cloud.failLaunch("kong");
        loop();

        assertThat(world.cloud.target("kong")).isEqualTo(3);
        assertThat(scaleUps.tracking().backoffs().active(now()).values())
                .extracting(Backoff::code, Backoff::message)
                .containsExactly(tuple("CAPACITY_UNAVAILABLE", "no t3.large left"));
    }

    @Test
    void ignoresAFailureThatTheCloudMadeGoodItself() {
        world.cloud.failLaunch("kong");
        loop();

        assertThat(scaleUps.tracking().backoffs().isActive("kong", now())).isFalse();
    }

    @Test
    void givesUpNodesThatDoNotComeWithinTheProvisioningTime() {
        raiseTo(4);
        world.cloud.launch("kong", "i-kong-3");
        loop();
        world.advance(Duration.ofMinutes(15).minusSeconds(1));
        loop();
        assertThat(world.cloud.target("kong")).isEqualTo(4);
        world.advance(Duration.ofSeconds(1));
        loop();

        assertThat(world.cloud.calls())
                .containsExactly(
                        "setTargetSize kong 4", "setTargetSize kong 3", "terminate kong i-kong-3");
        assertThat(world.reporter.events())
                .contains(
                        "ConfigMap cluster-autoscaler-status ScaleUpTimedOut: Nodes added to group"
                                + " kong failed to register within 15m",
                        "ConfigMap cluster-autoscaler-status DeleteUnregistered: Removed"
                                + " unregistered node i-kong-3");
    }

    @Test
    void startsTheProvisioningTimeAnewWithEachIncrease() {
        Instant ordered = now();
        raiseTo(3);
        loop();
        world.advance(Duration.ofMinutes(10));
        raiseTo(4);
        Instant raised = now();
        world.advance(Duration.ofMinutes(10));
        loop();

        assertThat(scaleUps.tracking().inFlight())
                .containsEntry("kong", new ScaleUpInFlight(2, raised, ordered));
        assertThat(world.cloud.target("kong")).isEqualTo(4);
    }

    @Test
    void keepsTheMinimumEvenOfNodesThatNeverCame() {
        World bare = new World().group("load", 2, 5, 0);
        bare.cloud.resize("load", 2);
        ScaleUps ofBare =
                new ScaleUps(
                        bare.cloud,
                        new Events(bare.reporter, EngineOptions.DEFAULT.statusObject()),
                        EngineOptions.DEFAULT,
                        ScaleUpTracking.NONE);
        for (int loops = 0; loops < 2; loops++) {
            loop(bare, ofBare);
            bare.advance(Duration.ofMinutes(20));
        }

        assertThat(bare.cloud.target("load")).isEqualTo(2);
        assertThat(ofBare.tracking().backoffs().streaks()).containsKey("load");
    }

    private List<Outcome> raiseTo(int size) {
        Attempts attempts = new Attempts();
        int from = world.cloud.target("kong");
        scaleUps.execute(scaleUp(from, size), world.observe(), attempts, now());
        return attempts.outcomes();
    }

    private static ScaleUp scaleUp(int from, int to) {
        return new ScaleUp("kong", from, to, List.of(POD), "it fits");
    }

    private ClusterState loop() {
        return loop(world, scaleUps);
    }

    private static ClusterState loop(World world, ScaleUps scaleUps) {
        Instant now = world.clock.instant();
        scaleUps.track(state(world, scaleUps), now);
        ClusterState state = state(world, scaleUps);
        scaleUps.giveUp(state, new Attempts(), now);
        return state;
    }

    private static ClusterState state(World world, ScaleUps scaleUps) {
        Instant now = world.clock.instant();
        History history =
                new History(
                        new TreeMap<>(),
                        scaleUps.tracking().at(now),
                        new TreeMap<>(),
                        History.Cooldown.NONE);
        return new Census().take(world.observe(), history, EngineOptions.DEFAULT.decision(), now);
    }

    private Instant now() {
        return world.clock.instant();
    }
}
