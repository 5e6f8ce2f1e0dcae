package io.plimsoll.autoscaler.simulation.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.autoscaler.decision.model.DisruptionLimit;
import io.plimsoll.autoscaler.decision.model.DisruptionLimit.Amount;
import io.plimsoll.autoscaler.decision.model.LabelSelector;
import io.plimsoll.autoscaler.decision.model.ObjectKey;
import io.plimsoll.autoscaler.decision.model.Workload;
import io.plimsoll.autoscaler.engine.port.ClusterApi.Eviction;
import io.plimsoll.autoscaler.simulation.spec.PdbSpec;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Expected numbers are worked out by hand from the disruption controller's documented rules. */
class DisruptionsTest {
    private static final Duration GRACE = Duration.ofSeconds(30);
    private final ClusterFixture cluster = new ClusterFixture();

    @ParameterizedTest(name = "min {0}{1} of {2} wanted, {3} ready: {4}")
    @CsvSource({
        "2, pods, 3, 3, 1",
        "2, pods, 3, 2, 0",
        "2, pods, 3, 1, 0",
        "5, pods, 3, 3, 0",
        "0, pods, 3, 3, 3",
        "50, percent, 3, 3, 1",
        "70, percent, 10, 10, 3",
        "100, percent, 3, 3, 0"
    })
    void allowsWhatIsAboveTheMinimum(int amount, String unit, int wanted, int ready, int allowed) {
        assertThat(allowed(new DisruptionLimit.MinAvailable(amount(amount, unit)), wanted, ready))
                .isEqualTo(allowed);
    }

    @ParameterizedTest(name = "max {0}{1} missing of {2} wanted, {3} ready: {4}")
    @CsvSource({
        "1, pods, 3, 3, 1",
        "1, pods, 3, 2, 0",
        "2, pods, 3, 2, 1",
        "5, pods, 3, 2, 2",
        "0, pods, 3, 3, 0",
        "25, percent, 10, 10, 3",
        "25, percent, 10, 8, 1"
    })
    void allowsWhatMayBeMissing(int amount, String unit, int wanted, int ready, int allowed) {
        assertThat(allowed(new DisruptionLimit.MaxUnavailable(amount(amount, unit)), wanted, ready))
                .isEqualTo(allowed);
    }

    @Test
    void allowsNothingWhileItSelectsNoPod() {
        assertThat(allowed(new DisruptionLimit.MinAvailable(new Amount.Pods(0)), 0, 0)).isZero();
    }

    @Test
    void takesWhatWasEvictedOffTheBudgetAtOnce() {
        Disruptions disruptions =
                disruptions(new DisruptionLimit.MaxUnavailable(new Amount.Pods(1)), 3, 3);

        assertThat(evict(disruptions, "pod-0")).isEqualTo(Eviction.ACCEPTED);
        assertThat(evict(disruptions, "pod-1")).isEqualTo(Eviction.BLOCKED_BY_BUDGET);
        assertThat(cluster.objects.pod(ClusterFixture.key("pod-1")).orElseThrow().isServing())
                .isTrue();
    }

    @Test
    void acceptsEvictionOfAPodThatIsGoingAnyway() {
        Disruptions disruptions =
                disruptions(new DisruptionLimit.MaxUnavailable(new Amount.Pods(1)), 3, 3);
        evict(disruptions, "pod-0");

        assertThat(evict(disruptions, "pod-0")).isEqualTo(Eviction.ACCEPTED);
        assertThat(cluster.journal.events()).hasSize(1);
    }

    @Test
    void knowsNothingOfAPodThatIsGone() {
        Disruptions disruptions =
                disruptions(new DisruptionLimit.MaxUnavailable(new Amount.Pods(1)), 3, 3);

        assertThat(evict(disruptions, "nobody")).isEqualTo(Eviction.NOT_FOUND);
    }

    @Test
    void letsUnhealthyPodGoWhileEnoughOthersAreHealthy() {
        Disruptions disruptions =
                disruptions(new DisruptionLimit.MinAvailable(new Amount.Pods(2)), 3, 2);
        cluster.running("unhealthy", "n1");

        assertThat(evict(disruptions, "unhealthy")).isEqualTo(Eviction.ACCEPTED);
        assertThat(evict(disruptions, "pod-0")).isEqualTo(Eviction.BLOCKED_BY_BUDGET);
    }

    @Test
    void neverProtectsPodsThatDoNotRunYet() {
        Disruptions disruptions =
                disruptions(new DisruptionLimit.MaxUnavailable(new Amount.Pods(0)), 3, 3);
        cluster.pending("waiting");

        assertThat(evict(disruptions, "waiting")).isEqualTo(Eviction.ACCEPTED);
    }

    @Test
    void refusesPodOfTwoBudgets() {
        PdbSpec budget = budget(new DisruptionLimit.MaxUnavailable(new Amount.Pods(3)));
        Disruptions disruptions = disruptions(List.of(budget, budget), 3, 3);

        assertThat(evict(disruptions, "pod-0")).isEqualTo(Eviction.BLOCKED_BY_BUDGET);
    }

    private Eviction evict(Disruptions disruptions, String pod) {
        ObjectKey key = ClusterFixture.key(pod);
        String uid = cluster.objects.pod(key).map(found -> found.pod().metadata().uid()).orElse("");
        return disruptions.evict(key, uid, GRACE);
    }

    private int allowed(DisruptionLimit limit, int wanted, int ready) {
        return disruptions(limit, wanted, ready).budgets().getFirst().disruptionsAllowed();
    }

    private Disruptions disruptions(DisruptionLimit limit, int wanted, int ready) {
        return disruptions(List.of(budget(limit)), wanted, ready);
    }

    private Disruptions disruptions(List<PdbSpec> budgets, int wanted, int ready) {
        for (int index = 0; index < ready; index++) {
            cluster.ready("pod-" + index, "n1");
        }
        Workload replicaSet =
                new Workload(
                        "ReplicaSet",
                        ClusterFixture.key("kong"),
                        ClusterFixture.OWNER.uid(),
                        wanted,
                        Optional.empty());
        return new Disruptions(
                budgets,
                cluster.objects,
                () -> List.of(replicaSet),
                new Disruptions.Termination(cluster.clock, cluster.journal, cluster.kubelets));
    }

    private static PdbSpec budget(DisruptionLimit limit) {
        return new PdbSpec(
                ClusterFixture.key("kong"), Optional.of(new LabelSelector(List.of())), limit);
    }

    private static Amount amount(int amount, String unit) {
        return unit.equals("pods") ? new Amount.Pods(amount) : new Amount.Percent(amount);
    }
}
