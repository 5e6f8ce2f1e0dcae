package io.plimsoll.autoscaler.simulation.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.autoscaler.decision.model.ObjectKey;
import io.plimsoll.autoscaler.decision.model.Resources;
import io.plimsoll.autoscaler.simulation.event.WorldEvent;
import io.plimsoll.autoscaler.simulation.hpa.PodSample;
import io.plimsoll.autoscaler.simulation.spec.DeploymentSpec;
import io.plimsoll.autoscaler.simulation.spec.JobSpec;
import io.plimsoll.autoscaler.simulation.spec.TrafficSpec;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
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
    private final CpuUse use = new CpuUse(cluster.objects, deployments, traffic);
    private final Service service = new Service(traffic, deployments, use);
    private final CpuMeter meter = new CpuMeter(cluster.clock, use);
    private final MetricsServer metrics = new MetricsServer(cluster.clock, meter);

    /** Thousandths of a CPU, rounded up. */
    private List<Long> usageMilliCpu() {
        return use.now().uses().values().stream()
                .map(pod -> Math.ceilDiv(pod.used(), 1_000_000L))
                .toList();
    }

    @BeforeEach
    void makeFourPods() {
        deployments.reconcile();
    }

    @Test
    void splitsLoadEvenlyOverReadyPods() {
        cluster.node("n1", 4000);
        startPods(4);
        traffic.send(KONG, 200);

        // 200 × 4.5 ms = 900m: 225m each, beside the 2m of an idle pod.
        assertThat(usageMilliCpu()).containsExactly(227L, 227L, 227L, 227L);
    }

    @Test
    void givesLoadToNobodyWhoIsNotReady() {
        cluster.node("n1", 4000);
        startPods(2);
        SimulatedPod starting = deployments.pods(KONG).get(2);
        cluster.objects.put(starting.bound("n1", cluster.clock.instant()).running());
        traffic.send(KONG, 100);

        assertThat(usageMilliCpu()).containsExactly(227L, 227L, 2L);
    }

    @Test
    void capsUsageAtTheLimit() {
        cluster.node("n1", 4000);
        startPods(1);
        traffic.send(KONG, 5000);

        assertThat(usageMilliCpu()).containsExactly(1500L);
    }

    @Test
    void sharesANodeThatIsFullAndUsesNoMoreThanItHas() {
        cluster.node("n1", 2000);
        startPods(4);
        traffic.send(KONG, 3000);

        assertThat(usageMilliCpu()).containsExactly(500L, 500L, 500L, 500L);
    }

    @Test
    void saysHowManyRequestsFindNoCpu() {
        cluster.node("n1", 2000);
        startPods(4);
        traffic.send(KONG, 3000);

        ClusterView.Flow flow = service.flow(KONG);

        // (2000m − 4 × 2m) / 4.5 ms
        assertThat(flow.requestsPerSecond()).isEqualTo(3000);
        assertThat(flow.servedPerSecond()).isEqualTo(442);
        assertThat(flow.latencyMillis()).isEmpty();
        assertThat(flow.cpu()).isEqualTo(new ClusterView.CpuBalance(2000, 2000));
    }

    @Test
    void servesEveryRequestAndTakesLongerTheBusierAPodIs() {
        cluster.node("n1", 4000);
        startPods(1);
        traffic.send(KONG, 200);

        // 902m of 1500m are busy: 4.5 ms / (1 − 0.601)
        assertThat(service.flow(KONG).servedPerSecond()).isEqualTo(200);
        assertThat(service.flow(KONG).latencyMillis().orElseThrow()).isBetween(11.2, 11.4);
    }

    @Test
    void waitsNoLongerThanItsConnectionsCanWhereTheyWaitForAnswers() {
        cluster.node("n1", 2000);
        startPods(4);
        startLoad(new JobSpec.Load(KONG, 3000, OptionalInt.of(800)));

        // Little: 800 / 442.7 a second
        assertThat(service.flow(KONG).servedPerSecond()).isEqualTo(442);
        assertThat(service.flow(KONG).latencyMillis().orElseThrow()).isBetween(1806.0, 1808.0);
    }

    @Test
    void measuresTheMeanBetweenTwoReadings() {
        cluster.node("n1", 4000);
        startPods(1);
        ObjectKey pod = deployments.pods(KONG).getFirst().key();
        meter.reconcile();
        metrics.scrape();
        cluster.pass(10);
        traffic.send(KONG, 200);
        meter.reconcile();
        cluster.pass(5);
        metrics.scrape();

        // 10 s of 2m and 5 s of 902m
        PodSample.Metric metric = metrics.metric(pod).orElseThrow();
        assertThat(metric.usageMilliCpu()).isEqualTo(302);
        assertThat(metric.window()).isEqualTo(Duration.ofSeconds(15));
    }

    @Test
    void hasNoMetricOfAPodThatStartedJustBeforeTheReading() {
        cluster.node("n1", 4000);
        startPods(2);
        meter.reconcile();
        ObjectKey pod = deployments.pods(KONG).getFirst().key();

        cluster.pass(9);
        metrics.scrape();
        assertThat(metrics.metric(pod)).isEmpty();

        cluster.pass(15);
        metrics.scrape();
        assertThat(metrics.metric(pod)).isPresent();
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

    private void startLoad(JobSpec.Load load) {
        cluster.node("n2", 4000);
        jobs.create(
                new JobSpec(
                        ClusterFixture.key("load"),
                        ClusterFixture.template(Resources.ofPod(100, 100)),
                        Duration.ofMinutes(20),
                        Optional.of(load)));
        jobs.reconcile();
        cluster.objects.put(jobPod().bound("n2", cluster.clock.instant()).running());
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
