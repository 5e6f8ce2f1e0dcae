package io.plimsoll.autoscaler.simulation.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.autoscaler.decision.model.Metadata;
import io.plimsoll.autoscaler.decision.model.ObjectKey;
import io.plimsoll.autoscaler.decision.model.OwnerReference;
import io.plimsoll.autoscaler.decision.model.Pod;
import io.plimsoll.autoscaler.decision.model.Workload;
import io.plimsoll.autoscaler.simulation.event.WorldEvent;
import io.plimsoll.autoscaler.simulation.spec.TracedPod;
import io.plimsoll.autoscaler.simulation.spec.TracedPod.Stay;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TracedPodsTest {
    private final ClusterFixture cluster = new ClusterFixture();

    private static TracedPod traced(
            String name, int comes, Stay stay, Optional<OwnerReference> controller) {
        Pod model = ClusterFixture.origin().template().pod();
        Metadata metadata = model.metadata();
        Pod pod =
                new Pod(
                        ClusterFixture.key(name),
                        metadata,
                        controller,
                        model.spec(),
                        Pod.Status.PENDING);
        return new TracedPod(pod, Duration.ofSeconds(comes), stay);
    }

    private static TracedPod owned(String name, int comes, OptionalInt goes) {
        Optional<Duration> end =
                goes.isPresent()
                        ? Optional.of(Duration.ofSeconds(goes.getAsInt()))
                        : Optional.empty();
        return traced(name, comes, new Stay.Until(end), Optional.of(ClusterFixture.OWNER));
    }

    private TracedPods play(TracedPod... pods) {
        return new TracedPods(
                List.of(pods),
                cluster.objects,
                new PodFactory(cluster.clock, cluster.objects, new Random(1)),
                cluster.kubelets,
                new TracedPods.Schedule(cluster.clock, cluster.journal));
    }

    private void runTo(int seconds) {
        Instant end = ClusterFixture.START.plusSeconds(seconds);
        while (cluster.clock.next().filter(next -> !next.isAfter(end)).isPresent()) {
            cluster.clock.moveTo(cluster.clock.next().orElseThrow());
            cluster.clock.runDue();
        }
        cluster.clock.moveTo(end);
    }

    private List<String> names() {
        return cluster.objects.pods().stream().map(SimulatedPod::key).map(ObjectKey::name).toList();
    }

    @Test
    void comeAndGoAtTheirTimes() {
        play(owned("a", 0, OptionalInt.of(60)), owned("b", 30, OptionalInt.empty()));

        runTo(0);
        assertThat(names()).containsExactly("a");
        runTo(30);
        assertThat(names()).containsExactly("a", "b");
        runTo(90);
        assertThat(names()).containsExactly("b");
    }

    @Test
    void areMadeAnewWhereTheyAreEvictedAndGoAtTheirTimeAllTheSame() {
        play(owned("a", 0, OptionalInt.of(60)));
        runTo(10);

        cluster.journal.add(
                new WorldEvent.Evicted(cluster.clock.instant(), ClusterFixture.key("a"), "n", 0));
        cluster.kubelets.remove(ClusterFixture.key("a"));

        assertThat(names()).containsExactly("a-1");
        runTo(60);
        assertThat(names()).isEmpty();
    }

    @Test
    void areNotMadeAnewWithoutAController() {
        play(traced("bare", 0, new Stay.Until(Optional.empty()), Optional.empty()));
        runTo(10);

        cluster.kubelets.remove(ClusterFixture.key("bare"));

        assertThat(names()).isEmpty();
    }

    @Test
    void workAsLongAsTheyDidHoweverLateTheyBegin() {
        play(
                traced(
                        "job",
                        0,
                        new Stay.ForWork(Duration.ofSeconds(60)),
                        Optional.of(ClusterFixture.OWNER)));
        runTo(500);
        assertThat(names()).containsExactly("job");

        cluster.journal.add(
                new WorldEvent.PodRunning(
                        cluster.clock.instant(), ClusterFixture.key("job"), "n", Duration.ZERO));
        runTo(559);
        assertThat(names()).containsExactly("job");
        runTo(560);
        assertThat(names()).isEmpty();
    }

    @Test
    void countAsReplicasOfTheirController() {
        TracedPods pods =
                play(owned("a", 0, OptionalInt.of(60)), owned("b", 0, OptionalInt.empty()));

        runTo(0);
        assertThat(pods.workloads())
                .containsExactly(
                        new Workload(
                                "ReplicaSet",
                                new ObjectKey("kong", "kong"),
                                "uid-of-kong",
                                2,
                                Optional.empty()));
        runTo(60);
        assertThat(pods.workloads()).extracting(Workload::replicas).containsExactly(1);
    }
}
