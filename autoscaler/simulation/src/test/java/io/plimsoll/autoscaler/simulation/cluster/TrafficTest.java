package io.plimsoll.autoscaler.simulation.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.autoscaler.decision.model.ObjectKey;
import io.plimsoll.autoscaler.decision.model.Resources;
import io.plimsoll.autoscaler.simulation.event.WorldEvent;
import io.plimsoll.autoscaler.simulation.spec.DeploymentSpec;
import io.plimsoll.autoscaler.simulation.spec.JobSpec;
import io.plimsoll.autoscaler.simulation.spec.TrafficSpec;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TrafficTest {
    private static final ObjectKey KONG = ClusterFixture.key("kong");
    private final ClusterFixture cluster = new ClusterFixture();
    private final PodFactory factory =
            new PodFactory(cluster.clock, cluster.objects, new Random(1));
    private final Deployments deployments =
            new Deployments(
                    List.of(
                            new DeploymentSpec(
                                    KONG,
                                    ClusterFixture.template(Resources.ofPod(300, 300)),
                                    4,
                                    2)),
                    cluster.objects,
                    factory,
                    cluster.kubelets);
    private final Jobs jobs = new Jobs(cluster.objects, factory, cluster.kubelets);
    private final Traffic traffic =
            new Traffic(
                    cluster.clock,
                    cluster.journal,
                    deployments,
                    jobs,
                    List.of(new TrafficSpec(KONG, Duration.ofNanos(4_500_000))));

    @BeforeEach
    void makeFourPods() {
        deployments.reconcile();
    }

    @Test
    void splitsLoadEvenlyOverReadyPods() {
        startPods(4);
        traffic.send(KONG, 200);

        // 200 × 4.5 ms = 900m: 225m each, beside the 2m of an idle pod.
        assertThat(traffic.usageMilliCpu(KONG).values()).containsExactly(227L, 227L, 227L, 227L);
    }

    @Test
    void givesLoadToNobodyWhoIsNotReady() {
        startPods(2);
        SimulatedPod starting = deployments.pods(KONG).get(2);
        cluster.objects.put(starting.bound("n1", cluster.clock.instant()).running());
        traffic.send(KONG, 100);

        assertThat(traffic.usageMilliCpu(KONG).values()).containsExactly(227L, 227L, 2L);
    }

    @Test
    void capsUsageAtTheLimit() {
        startPods(1);
        traffic.send(KONG, 5000);

        assertThat(traffic.usageMilliCpu(KONG).values()).containsExactly(1500L);
    }

    @Test
    void sendsWhatAJobSendsWhileItsPodRuns() {
        cluster.node("n1", 4000);
        jobs.create(
                new JobSpec(
                        ClusterFixture.key("load"),
                        ClusterFixture.template(Resources.ofPod(100, 100)),
                        Duration.ofMinutes(20),
                        Optional.of(new JobSpec.Load(KONG, 500))));
        jobs.reconcile();
        assertThat(traffic.requestsPerSecond(KONG)).isZero();

        SimulatedPod pod = jobPod().bound("n1", cluster.clock.instant());
        cluster.objects.put(pod);
        cluster.kubelets.take(pod, "n1");
        cluster.pass(10);
        assertThat(traffic.requestsPerSecond(KONG)).isEqualTo(500);

        cluster.pass(20 * 60);
        assertThat(traffic.requestsPerSecond(KONG)).isZero();
        assertThat(jobPod().pod().isTerminal()).isTrue();
    }

    @Test
    void tellsOfEachChangeOfLoad() {
        traffic.send(KONG, 100);
        traffic.reconcile();
        traffic.reconcile();
        traffic.send(KONG, 0);
        traffic.reconcile();

        assertThat(cluster.journal.events())
                .containsExactly(
                        new WorldEvent.LoadChanged(ClusterFixture.START, KONG, 100),
                        new WorldEvent.LoadChanged(ClusterFixture.START, KONG, 0));
    }

    private SimulatedPod jobPod() {
        return cluster.objects.pods().stream()
                .filter(pod -> pod.key().name().startsWith("load-"))
                .findFirst()
                .orElseThrow();
    }

    private void startPods(int count) {
        deployments.pods(KONG).stream()
                .limit(count)
                .forEach(pod ->
                        cluster.objects.put(
                                pod.bound("n1", cluster.clock.instant())
                                        .running()
                                        .ready(cluster.clock.instant())));
    }
}
