package io.plimsoll.autoscaler.simulation.hpa;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.autoscaler.decision.model.ObjectKey;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Expected numbers are worked out by hand from the documented algorithm. */
class ReplicaCalculatorTest {
    private static final Instant NOW = Instant.parse("2026-01-01T12:00:00Z");
    private static final Duration WINDOW = Duration.ofSeconds(15);
    private static final long REQUEST = 100;

    @ParameterizedTest(name = "{0} pods at {1} % of a target of {2} % want {3}")
    @CsvSource({
        "2, 200, 100, 4",
        "2, 50, 100, 1",
        "1, 500, 75, 7",
        "10, 75, 75, 10",
        "5, 150, 75, 10",
        "3, 76, 50, 5",
        "10, 1, 75, 1",
        "4, 0, 75, 0"
    })
    void multipliesPodsByUtilizationOverTarget(int pods, long usage, int target, int expected) {
        assertThat(replicas(target, pods, warm(pods, usage))).isEqualTo(expected);
    }

    @ParameterizedTest(name = "{0} % of a target of 100 % is near enough: {1}")
    @CsvSource({"110, true", "111, false", "90, true", "89, false", "100, true"})
    void leavesReplicasAloneWithinTolerance(long usage, boolean unchanged) {
        assertThat(replicas(100, 20, warm(20, usage)) == 20).isEqualTo(unchanged);
    }

    @Test
    void takesUtilizationAsWholePercentRoundedDown() {
        List<PodSample> pods = warm(1, 75);
        pods.addAll(warm(1, 76));

        assertThat(new ReplicaCalculator(50).recommend(2, pods, NOW))
                .isEqualTo(new Recommendation.Replicas(3, 75));
    }

    @Test
    void countsUnreadyPodsAsIdleOnTheWayUp() {
        List<PodSample> pods = warm(2, 200);
        pods.addAll(pending(2));

        // (2 × 200 + 2 × 0) / 4 = 100 % of a target of 60 %: ceil(4 × 100 / 60) = 7, not 14.
        assertThat(replicas(60, 4, pods)).isEqualTo(7);
    }

    @Test
    void reportsUtilizationWithoutThePodsSetAside() {
        List<PodSample> pods = warm(2, 200);
        pods.addAll(pending(2));

        assertThat(new ReplicaCalculator(60).recommend(4, pods, NOW))
                .isEqualTo(new Recommendation.Replicas(7, 200));
    }

    @Test
    void ignoresUnreadyPodsOnTheWayDown() {
        List<PodSample> pods = warm(4, 20);
        pods.addAll(pending(2));

        assertThat(replicas(80, 6, pods)).isEqualTo(1);
    }

    @Test
    void doesNotScaleWhenUnreadyPodsTurnTheDirectionAround() {
        List<PodSample> pods = warm(1, 100);
        pods.addAll(pending(4));

        assertThat(replicas(75, 5, pods)).isEqualTo(5);
    }

    @Test
    void countsMissingMetricsAsIdleOnTheWayUp() {
        List<PodSample> pods = warm(3, 150);
        pods.add(withoutMetric());

        // 450 / 4 = 112 %: ceil(4 × 112 / 75) = 6, not 8.
        assertThat(replicas(75, 4, pods)).isEqualTo(6);
    }

    @Test
    void countsMissingMetricsAsTheWholeRequestOnTheWayDown() {
        List<PodSample> pods = warm(3, 10);
        pods.add(withoutMetric());

        // (30 + 100) / 4 = 32 %: ceil(4 × 32 / 75) = 2, not 1.
        assertThat(replicas(75, 4, pods)).isEqualTo(2);
    }

    @Test
    void countsMissingMetricsAsTheTargetWhenThatIsMoreThanTheRequest() {
        List<PodSample> pods = warm(1, 50);
        pods.add(withoutMetric());

        // (50 + 200) / 2 = 125 %: ceil(2 × 125 / 200) = 2.
        assertThat(replicas(200, 2, pods)).isEqualTo(2);
    }

    @Test
    void setsAsideSampleThatShowsTheTimeBeforeThePodWasReady() {
        List<PodSample> pods = warm(1, 100);
        pods.add(running(NOW.minusSeconds(60), true, NOW.minusSeconds(10), 500));

        // The starting pod's 500 % don't count, and it is idle on the way up: 50 %, so no change.
        assertThat(replicas(75, 2, pods)).isEqualTo(2);
    }

    @Test
    void believesSampleTakenOneWindowAfterThePodBecameReady() {
        List<PodSample> pods = new ArrayList<>();
        pods.add(running(NOW.minusSeconds(60), true, NOW.minus(WINDOW), 150));

        assertThat(replicas(75, 1, pods)).isEqualTo(2);
    }

    @Test
    void countsPodThatLostReadinessLongAfterItsStart() {
        List<PodSample> pods = new ArrayList<>();
        pods.add(running(NOW.minusSeconds(900), false, NOW.minusSeconds(60), 150));

        assertThat(replicas(75, 1, pods)).isEqualTo(2);
    }

    @Test
    void ignoresPodThatWasNeverReady() {
        List<PodSample> pods = warm(1, 150);
        pods.add(running(NOW.minusSeconds(900), false, NOW.minusSeconds(880), 900));

        // 150 / 2 = 75 %: within tolerance.
        assertThat(replicas(75, 2, pods)).isEqualTo(2);
    }

    @Test
    void knowsNothingWithoutAnyMetric() {
        assertThat(new ReplicaCalculator(75).recommend(2, pending(2), NOW))
                .isInstanceOf(Recommendation.Unknown.class);
    }

    private static int replicas(int target, int current, List<PodSample> pods) {
        return switch (new ReplicaCalculator(target).recommend(current, pods, NOW)) {
            case Recommendation.Replicas(int count, int _) -> count;
            case Recommendation.Unknown(String reason) -> throw new AssertionError(reason);
        };
    }

    private static List<PodSample> warm(int count, long usage) {
        List<PodSample> pods = new ArrayList<>();
        for (int index = 0; index < count; index++) {
            pods.add(running(NOW.minusSeconds(3600), true, NOW.minusSeconds(3500), usage));
        }
        return pods;
    }

    private static List<PodSample> pending(int count) {
        List<PodSample> pods = new ArrayList<>();
        for (int index = 0; index < count; index++) {
            pods.add(sample(new PodSample.State.Pending(), Optional.empty()));
        }
        return pods;
    }

    private static PodSample withoutMetric() {
        return sample(
                new PodSample.State.Running(NOW.minusSeconds(600), true, NOW.minusSeconds(590)),
                Optional.empty());
    }

    private static PodSample running(
            Instant started, boolean ready, Instant readySince, long usage) {
        return sample(
                new PodSample.State.Running(started, ready, readySince),
                Optional.of(new PodSample.Metric(usage, NOW, WINDOW)));
    }

    private static PodSample sample(PodSample.State state, Optional<PodSample.Metric> metric) {
        return new PodSample(new ObjectKey("kong", "kong"), state, REQUEST, metric);
    }
}
