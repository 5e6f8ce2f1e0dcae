package io.plimsoll.autoscaler.simulation.hpa;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.autoscaler.decision.model.ObjectKey;
import io.plimsoll.autoscaler.simulation.spec.HpaBehavior;
import io.plimsoll.autoscaler.simulation.spec.HpaBehavior.PolicyType;
import io.plimsoll.autoscaler.simulation.spec.HpaBehavior.ScalingPolicy;
import io.plimsoll.autoscaler.simulation.spec.HpaBehavior.ScalingRules;
import io.plimsoll.autoscaler.simulation.spec.HpaBehavior.SelectPolicy;
import io.plimsoll.autoscaler.simulation.spec.HpaSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class HorizontalPodAutoscalerTest {
    private static final Instant START = Instant.parse("2026-01-01T12:00:00Z");
    private static final ObjectKey KONG = new ObjectKey("kong", "kong-kong");
    private static final ScalingRules DEFAULT_UP = HpaBehavior.DEFAULT.scaleUp();
    private static final ScalingRules DEFAULT_DOWN = HpaBehavior.DEFAULT.scaleDown();

    @Test
    void addsAtMostFourPodsOrDoublesEachFifteenSeconds() {
        Syncs syncs = new Syncs(hpa(1, 100, HpaBehavior.DEFAULT), 1);

        assertThat(List.of(syncs.next(900), syncs.next(900), syncs.next(900), syncs.next(900)))
                .containsExactly(5, 10, 20, 40);
    }

    @Test
    void stopsAtTheMaximum() {
        Syncs syncs = new Syncs(hpa(1, 10, HpaBehavior.DEFAULT), 8);

        assertThat(syncs.next(900)).isEqualTo(10);
    }

    @Test
    void shrinksToTheHighestRecommendationOfThreeHundredSeconds() {
        Syncs syncs = new Syncs(hpa(1, 10, HpaBehavior.DEFAULT), 10);
        syncs.next(75);

        for (int sync = 1; sync < 20; sync++) {
            assertThat(syncs.next(7)).as("sync %s", sync).isEqualTo(10);
        }

        assertThat(syncs.next(7)).isEqualTo(1);
    }

    @Test
    void doesNotShrinkRightAfterAStart() {
        Syncs syncs = new Syncs(hpa(1, 10, HpaBehavior.DEFAULT), 6);

        assertThat(syncs.next(0)).isEqualTo(6);
    }

    @Test
    void stopsAtTheMinimum() {
        Syncs syncs = new Syncs(hpa(2, 10, noDelayDown(percent(100, 15))), 6);

        assertThat(syncs.next(1)).isEqualTo(2);
    }

    @Test
    void takesReplicasIntoBoundsWithoutAskingMetrics() {
        Syncs syncs = new Syncs(hpa(1, 10, HpaBehavior.DEFAULT), 20);

        assertThat(syncs.next(900)).isEqualTo(10);
    }

    @Test
    void leavesTargetWithoutReplicasAlone() {
        Syncs syncs = new Syncs(hpa(1, 10, HpaBehavior.DEFAULT), 0);

        assertThat(syncs.next(900)).isZero();
    }

    @Test
    void waitsForTheLowestRecommendationOfTheWindowUp() {
        HpaBehavior behavior =
                new HpaBehavior(
                        new ScalingRules(
                                Duration.ofSeconds(60),
                                List.of(percent(100, 15)),
                                SelectPolicy.MAX),
                        DEFAULT_DOWN);
        Syncs syncs = new Syncs(hpa(1, 100, behavior), 4);

        assertThat(List.of(syncs.next(150), syncs.next(150), syncs.next(150), syncs.next(150)))
                .containsExactly(4, 4, 4, 4);
        assertThat(syncs.next(150)).isEqualTo(8);
    }

    @Test
    void removesAtMostFourPodsAMinuteBelowFortyAndTenPercentAbove() {
        HpaBehavior behavior = noDelayDown(percent(10, 60), pods(4, 60));
        Syncs many = new Syncs(hpa(1, 100, behavior), 80);
        Syncs few = new Syncs(hpa(1, 100, behavior), 30);

        assertThat(List.of(many.next(1), many.next(1), few.next(1), few.next(1)))
                .containsExactly(72, 72, 26, 26);
    }

    @Test
    void allowsMoreOnceThePeriodIsOver() {
        Syncs syncs = new Syncs(hpa(1, 100, noDelayDown(pods(4, 60))), 30);

        assertThat(
                        List.of(
                                syncs.next(1),
                                syncs.next(1),
                                syncs.next(1),
                                syncs.next(1),
                                syncs.next(1)))
                .containsExactly(26, 26, 26, 26, 22);
    }

    @Test
    void takesTheSmallestChangeWhenAskedTo() {
        HpaBehavior behavior =
                new HpaBehavior(
                        DEFAULT_UP,
                        new ScalingRules(
                                Duration.ZERO,
                                List.of(percent(10, 60), pods(5, 60)),
                                SelectPolicy.MIN));
        Syncs syncs = new Syncs(hpa(1, 100, behavior), 30);

        assertThat(syncs.next(1)).isEqualTo(27);
    }

    @Test
    void neverShrinksWhenScaleDownIsDisabled() {
        HpaBehavior behavior =
                new HpaBehavior(
                        DEFAULT_UP,
                        new ScalingRules(
                                Duration.ZERO, List.of(percent(100, 15)), SelectPolicy.DISABLED));
        Syncs syncs = new Syncs(hpa(1, 100, behavior), 30);

        assertThat(syncs.next(1)).isEqualTo(30);
    }

    @Test
    void countsWhatThePeriodRemovedAsRoomOnTheWayUp() {
        HpaBehavior behavior =
                new HpaBehavior(
                        new ScalingRules(Duration.ZERO, List.of(pods(1, 60)), SelectPolicy.MAX),
                        new ScalingRules(
                                Duration.ZERO, List.of(percent(100, 15)), SelectPolicy.MAX));
        Syncs syncs = new Syncs(hpa(1, 100, behavior), 10);
        syncs.next(30);

        // 4 replicas now, 10 at the period's start: one more than those 10 may run.
        assertThat(syncs.next(900)).isEqualTo(11);
    }

    private static HpaSpec hpa(int min, int max, HpaBehavior behavior) {
        return new HpaSpec(KONG, KONG, 75, new HpaSpec.ReplicaRange(min, max), behavior);
    }

    private static HpaBehavior noDelayDown(ScalingPolicy... policies) {
        return new HpaBehavior(
                DEFAULT_UP, new ScalingRules(Duration.ZERO, List.of(policies), SelectPolicy.MAX));
    }

    private static ScalingPolicy percent(int value, int seconds) {
        return new ScalingPolicy(PolicyType.PERCENT, value, Duration.ofSeconds(seconds));
    }

    private static ScalingPolicy pods(int value, int seconds) {
        return new ScalingPolicy(PolicyType.PODS, value, Duration.ofSeconds(seconds));
    }

    /** Syncs every 15 s with all replicas warm and at the same utilization. */
    private static final class Syncs {
        private final HorizontalPodAutoscaler autoscaler;
        private HpaHistory history = HpaHistory.NONE;
        private int replicas;
        private Instant now = START;

        Syncs(HpaSpec spec, int replicas) {
            this.autoscaler = new HorizontalPodAutoscaler(spec);
            this.replicas = replicas;
        }

        int next(long utilization) {
            List<PodSample> pods = new ArrayList<>();
            for (int index = 0; index < replicas; index++) {
                pods.add(warm(utilization));
            }
            HorizontalPodAutoscaler.Sync sync = autoscaler.sync(replicas, pods, history, now);
            history = sync.history();
            replicas = sync.replicas();
            now = now.plusSeconds(15);
            return replicas;
        }

        private PodSample warm(long utilization) {
            return new PodSample(
                    KONG,
                    new PodSample.State.Running(
                            START.minusSeconds(3600), true, START.minusSeconds(3590)),
                    100,
                    Optional.of(new PodSample.Metric(utilization, now, Duration.ofSeconds(15))));
        }
    }
}
