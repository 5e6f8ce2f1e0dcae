package io.plimsoll.autoscaler.app.real;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.plimsoll.environment.tags.DiscoveryTags;
import io.plimsoll.testbed.ControlPlane;
import io.plimsoll.testbed.EmulatedAws;
import io.plimsoll.testbed.FaultyProxy;
import io.plimsoll.testbed.FaultyProxy.Seen;
import io.plimsoll.testbed.Programs;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Two autoscalers on a real API server, of which the first loses touch just after it ordered nodes.
 * It ends by itself, and writes nothing, to the API server or to AWS, after the other may have
 * begun to.
 */
class SplitBrainRealIT {

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    /** {@code --leader-elect-lease-duration}: from its last renewal on, others wait so long. */
    private static final Duration LEASE = Duration.ofSeconds(15);

    private static Optional<Stage> stage = Optional.empty();

    private final FaultyProxy api = stage().plane().proxy();
    private final FaultyProxy cloud = FaultyProxy.to(stage().aws().endpoint());

    private record Stage(
            ControlPlane plane,
            KubernetesClient admin,
            EmulatedAws aws,
            KongGroup group,
            ManifestRights rights) {}

    @BeforeAll
    static void set() throws Exception {
        Optional<ControlPlane> started = ControlPlane.start(Map.of());
        Assumptions.assumeTrue(started.isPresent(), "no control plane");
        ControlPlane plane = started.orElseThrow();
        KubernetesClient admin =
                new KubernetesClientBuilder()
                        .withConfig(Config.fromKubeconfig(plane.kubeconfig().toFile()))
                        .build();
        EmulatedAws aws = EmulatedAws.start();
        KongGroup group = new KongGroup(aws.endpoint());
        group.create(1, 6, 1, KongGroup.tags());
        stage = Optional.of(new Stage(plane, admin, aws, group, ManifestRights.grant(admin)));
        Cluster cluster = new Cluster(admin);
        cluster.apply("kong.yaml");
        group.instances().forEach(cluster::join);
    }

    @AfterAll
    static void strike() {
        stage.ifPresent(all -> {
            all.group().close();
            all.aws().close();
            all.admin().close();
            all.plane().close();
        });
    }

    @AfterEach
    void closeProxies() {
        api.close();
        cloud.close();
    }

    @Test
    void aLeaderWhoseConnectionHangsEndsBeforeAnotherLeads() throws Exception {
        try (AutoscalerUnderTest first = leader("hung");
                AutoscalerUnderTest second = start("next")) {
            Instant lost = Instant.now();
            api.hang();

            ends(first, "hung");
            assertThat(Duration.between(lost, Instant.now())).isLessThan(LEASE);
            eventually("another leads").until(() -> leads("next"));
            Duration gap = Duration.between(lost, Instant.now());
            System.out.printf("Connection hung to another leading: %d ms%n", gap.toMillis());
            api.resume();
            writesNothingAfter(lost.plus(LEASE));
            assertThat(second.stop()).isZero();
        }
    }

    @Test
    void aLeaderThatWasStoppedEndsWhenItGoesOn() throws Exception {
        try (AutoscalerUnderTest first = leader("stopped");
                AutoscalerUnderTest second = start("next")) {
            Instant lost = Instant.now();
            first.pause();
            await().pollDelay(Duration.ofSeconds(30)).atMost(PATIENCE).until(() -> leads("next"));
            Instant woken = Instant.now();
            first.resume();

            ends(first, "stopped");
            System.out.printf(
                    "Stopped process woken to its end: %d ms%n",
                    Duration.between(woken, Instant.now()).toMillis());
            writesNothingAfter(lost.plus(LEASE));
            assertThat(second.stop()).isZero();
        }
    }

    @Test
    void aLeaderEndsWhileEtcdIsStoppedAndTheNextOneGoesOn() throws Exception {
        try (AutoscalerUnderTest first = leader("without-etcd")) {
            Instant lost = Instant.now();
            stage().plane().stop("etcd");
            try {
                ends(first, "without-etcd");
                assertThat(Duration.between(lost, Instant.now())).isLessThan(LEASE);
                eventually("twenty seconds pass")
                        .until(() ->
                                Duration.between(lost, Instant.now())
                                        .minusSeconds(20)
                                        .isPositive());
            } finally {
                stage().plane().resume("etcd");
            }
            writesNothingAfter(lost.plus(LEASE));
        }
        try (AutoscalerUnderTest second = start("next")) {
            eventually("another leads").until(() -> leads("next"));
            assertThat(second.stop()).isZero();
        }
    }

    @Test
    void aProcessThatIsAskedToStopEndsInTimeThoughNothingAnswers() throws Exception {
        try (AutoscalerUnderTest first = leader("asked")) {
            cloud.hang();
            api.hang();
            Instant asked = Instant.now();

            assertThat(first.stop()).isIn(0, 1);
            Duration took = Duration.between(asked, Instant.now());
            System.out.printf("Asked to stop with all connections hung: %d ms%n", took.toMillis());
            assertThat(took).isLessThan(Duration.ofSeconds(25));
        }
    }

    /** One that leads, and has ended its first loop. */
    private AutoscalerUnderTest leader(String name) throws IOException {
        AutoscalerUnderTest process =
                start(
                        name,
                        stage().rights().kubeconfig(stage().admin(), name, api),
                        cloud.uri().toString());
        eventually("the first loop ends")
                .ignoreExceptionsMatching(IOException.class::isInstance)
                .until(() -> process.get("/metrics").contains("activity=\"main\""));
        assertThat(leads(name)).isTrue();
        return process;
    }

    /** One that nothing happens to. */
    private static AutoscalerUnderTest start(String name) throws IOException {
        return start(
                name,
                stage().rights().kubeconfig(stage().admin()),
                stage().aws().endpoint().toString());
    }

    private static AutoscalerUnderTest start(String name, Path kubeconfig, String endpoint) {
        Map<String, String> environment =
                new TreeMap<>(stage().aws().environment(KongGroup.REGION.id()));
        environment.put("AWS_ENDPOINT_URL", endpoint);
        return AutoscalerUnderTest.start(
                name,
                environment,
                List.of(
                        "--cloud-provider=aws",
                        "--namespace=" + ManifestRights.NAMESPACE,
                        "--node-group-auto-discovery="
                                + DiscoveryTags.autoDiscovery(KongGroup.CLUSTER),
                        "--kubeconfig=" + kubeconfig,
                        "--scan-interval=1s"));
    }

    private static void ends(AutoscalerUnderTest process, String name) {
        eventually("it ends").until(() -> !process.isAlive());
        assertThat(process.exitCode()).isEqualTo(1);
        assertThat(Programs.printed(name)).containsOnlyOnce("Lost master: ");
    }

    private void writesNothingAfter(Instant time) {
        assertThat(api.seen()).filteredOn(seen -> isLate(seen, time)).isEmpty();
        assertThat(cloud.seen()).filteredOn(seen -> isLate(seen, time)).isEmpty();
        assertThat(cloud.seen()).isNotEmpty();
    }

    private static boolean isLate(Seen seen, Instant time) {
        return seen.request().isWrite() && seen.time().isAfter(time);
    }

    private static boolean leads(String name) {
        return new Cluster(stage().admin()).leader().equals(name);
    }

    private static Stage stage() {
        return stage.orElseThrow();
    }

    private static ConditionFactory eventually(String what) {
        return await(what).atMost(PATIENCE).pollInterval(Duration.ofMillis(250));
    }
}
