package io.plimsoll.autoscaler.simulation.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.autoscaler.simulation.event.WorldEvent;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class KubeletsTest {
    private final ClusterFixture cluster = new ClusterFixture();

    @Test
    void startsPodWhenItsImageIsThereAndReportsItReadyLater() {
        cluster.node("n1", 2000);
        bind("a");

        cluster.pass(10);
        assertThat(pod("a").isRunning()).isTrue();
        assertThat(pod("a").isServing()).isFalse();
        cluster.pass(5);
        assertThat(pod("a").isServing()).isTrue();
        assertThat(cluster.journal.events())
                .containsExactly(
                        new WorldEvent.PodRunning(
                                cluster.clock.instant(),
                                ClusterFixture.key("a"),
                                "n1",
                                Duration.ofSeconds(15)));
    }

    @Test
    void pullsAnImageOnceANode() {
        cluster.node("n1", 2000);
        bind("a");
        cluster.pass(20);

        bind("b");
        cluster.pass(5);

        assertThat(pod("b").isServing()).isTrue();
    }

    @Test
    void waitsForAPullThatIsUnderWay() {
        cluster.node("n1", 2000);
        bind("a");
        cluster.pass(4);

        bind("b");
        cluster.pass(11);

        assertThat(pod("b").isServing()).isTrue();
    }

    @Test
    void stopsPodAfterTheTimeItTakes() {
        cluster.ready("a", "n1");

        cluster.kubelets.delete(ClusterFixture.key("a"), Optional.empty());

        assertThat(pod("a").isTerminating()).isTrue();
        cluster.pass(14);
        assertThat(cluster.objects.pod(ClusterFixture.key("a"))).isPresent();
        cluster.pass(1);
        assertThat(cluster.objects.pod(ClusterFixture.key("a"))).isEmpty();
    }

    @Test
    void cutsPodShortAtItsGracePeriod() {
        cluster.ready("a", "n1");

        cluster.kubelets.delete(ClusterFixture.key("a"), Optional.of(Duration.ofSeconds(3)));
        cluster.pass(3);

        assertThat(cluster.objects.pod(ClusterFixture.key("a"))).isEmpty();
    }

    @Test
    void removesPodThatNeverStartedAtOnce() {
        cluster.node("n1", 2000);
        bind("a");

        cluster.kubelets.delete(ClusterFixture.key("a"), Optional.empty());
        assertThat(cluster.objects.pod(ClusterFixture.key("a"))).isEmpty();

        cluster.pass(60);
        assertThat(cluster.objects.pods()).isEmpty();
    }

    @Test
    void startsNothingOnANodeThatIsGone() {
        cluster.node("n1", 2000);
        bind("a");

        cluster.objects.removeNode("n1");
        cluster.pass(60);

        assertThat(pod("a").isRunning()).isFalse();
    }

    private void bind(String name) {
        SimulatedPod bound = cluster.pending(name).bound("n1", cluster.clock.instant());
        cluster.objects.put(bound);
        cluster.kubelets.take(bound, "n1");
    }

    private SimulatedPod pod(String name) {
        return cluster.objects.pod(ClusterFixture.key(name)).orElseThrow();
    }
}
