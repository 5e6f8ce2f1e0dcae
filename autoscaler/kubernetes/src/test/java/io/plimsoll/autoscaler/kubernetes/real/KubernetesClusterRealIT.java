package io.plimsoll.autoscaler.kubernetes.real;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.NodeBuilder;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudgetBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.plimsoll.autoscaler.decision.model.Node;
import io.plimsoll.autoscaler.decision.model.ObjectKey;
import io.plimsoll.autoscaler.decision.model.Taint;
import io.plimsoll.autoscaler.engine.port.ClusterApi;
import io.plimsoll.autoscaler.engine.port.ClusterApiContract;
import io.plimsoll.autoscaler.engine.port.ClusterStatus;
import io.plimsoll.autoscaler.engine.port.ClusterStatus.Condition;
import io.plimsoll.autoscaler.engine.port.ClusterStatus.HealthState;
import io.plimsoll.autoscaler.engine.port.ClusterStatus.ScaleDownState;
import io.plimsoll.autoscaler.engine.port.ClusterStatus.ScaleUpState;
import io.plimsoll.autoscaler.engine.port.Leadership;
import io.plimsoll.autoscaler.engine.port.NodeEdit;
import io.plimsoll.autoscaler.engine.port.Reporter.ObjectReference;
import io.plimsoll.autoscaler.engine.port.Reporter.Severity;
import io.plimsoll.autoscaler.engine.port.ScaleUpMemory;
import io.plimsoll.autoscaler.kubernetes.KubernetesCluster;
import io.plimsoll.autoscaler.kubernetes.cache.ClusterWatches;
import io.plimsoll.autoscaler.kubernetes.cache.Wakeup;
import io.plimsoll.autoscaler.kubernetes.leader.LeaderElection;
import io.plimsoll.autoscaler.kubernetes.leader.LeaseOptions;
import io.plimsoll.autoscaler.kubernetes.outage.Outages;
import io.plimsoll.autoscaler.kubernetes.report.KubernetesReporter;
import io.plimsoll.testbed.ControlPlane;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class KubernetesClusterRealIT extends ClusterApiContract {
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final ObjectKey POD = new ObjectKey("default", "web-1");

    private static Optional<ControlPlane> plane = Optional.empty();

    private final Set<Wakeup> wakeups = ConcurrentHashMap.newKeySet();
    private Optional<World> world = Optional.empty();

    private record World(KubernetesClient admin, KubernetesClient own, KubernetesCluster cluster) {}

    @BeforeAll
    static void startControlPlane() {
        plane = ControlPlane.start(Map.of());
        Assumptions.assumeTrue(plane.isPresent(), "no control plane");
        try (KubernetesClient admin = client(config())) {
            AutoscalerRights.grant(admin);
            await().atMost(PATIENCE)
                    .until(() ->
                            admin.serviceAccounts().inNamespace("default").withName("default").get()
                                    != null);
        }
    }

    @AfterAll
    static void stopControlPlane() {
        plane.ifPresent(ControlPlane::close);
    }

    @BeforeEach
    void connect() {
        KubernetesClient own = client(AutoscalerRights.as(config()));
        world =
                Optional.of(
                        new World(
                                client(config()),
                                own,
                                KubernetesCluster.start(
                                        own,
                                        Leadership.UNCONTESTED,
                                        wakeups::add,
                                        new Outages(),
                                        new ClusterWatches.Scope(PATIENCE, Optional.empty()))));
    }

    @AfterEach
    void clean() {
        admin().policy().v1().podDisruptionBudget().inNamespace("default").delete();
        admin().pods().inNamespace("default").withGracePeriod(0).delete();
        admin().nodes().delete();
        await().atMost(PATIENCE)
                .until(() ->
                        cluster().observe().nodes().isEmpty()
                                && cluster().observe().pods().isEmpty());
        world.orElseThrow().cluster().close();
        world.orElseThrow().own().close();
        admin().close();
    }

    @Test
    void losesNoChangeWhenTwoEditOneNode() {
        createNode("kong-1");
        Taint ours = new Taint("doomed", "1", Taint.Effect.NO_SCHEDULE);
        Node seen = seen("kong-1", _ -> true);
        Thread rival = Thread.ofVirtual().start(() -> labelOften("kong-1"));
        for (int round = 0; round < 20; round++) {
            cluster().edit(seen, NodeEdit.put(ours));
            cluster().edit(NodeEdit.put(ours).of(seen), NodeEdit.remove(ours));
        }
        cluster().edit(seen, NodeEdit.put(ours));
        join(rival);

        awaitNode(
                "kong-1",
                node ->
                        node.spec().taints().contains(ours)
                                && "19".equals(node.metadata().labels().get("round")));
    }

    @Test
    void wakesWhenTheSchedulerFindsNoNode() {
        admin().resource(pod(POD).build()).create();

        await().atMost(PATIENCE).until(() -> wakeups.contains(Wakeup.POD_UNSCHEDULABLE));
        assertThat(cluster().observe().pods()).allMatch(pod -> pod.isUnschedulable());
    }

    @Test
    void writesEventsAndTheStatusWithItsOwnRights() {
        createNode("kong-1");
        ObjectReference node = new ObjectReference("Node", "", "kong-1");
        ObjectReference status =
                new ObjectReference(
                        "ConfigMap", AutoscalerRights.NAMESPACE, "cluster-autoscaler-status");
        KubernetesCluster own = world.orElseThrow().cluster();
        try (KubernetesReporter reporter =
                new KubernetesReporter(
                        world.orElseThrow().own(),
                        own::uid,
                        Optional.of(status),
                        new Outages(),
                        InstantSource.system())) {
            reporter.event(node, Severity.NORMAL, "ScaleDown", "marked the node");
            reporter.status(status(""));
            reporter.status(status("changed"));
        }

        assertThat(admin().v1().events().inNamespace("default").list().getItems())
                .extracting(event -> event.getInvolvedObject().getUid())
                .contains(own.uid(node).orElseThrow());
        assertThat(
                        admin().configMaps()
                                .inNamespace(status.namespace())
                                .withName(status.name())
                                .get()
                                .getData()
                                .get("status"))
                .contains("message: changed");
    }

    private static ClusterStatus status(String message) {
        Instant now = Instant.now();
        return new ClusterStatus(
                now,
                message,
                new ClusterStatus.ClusterWide(
                        new Condition<>(HealthState.HEALTHY, now),
                        ClusterStatus.NodeCounts.NONE,
                        new Condition<>(ScaleUpState.NO_ACTIVITY, now),
                        new Condition<>(ScaleDownState.NO_CANDIDATES, now),
                        OptionalInt.empty()),
                List.of(),
                ScaleUpMemory.NONE);
    }

    @Test
    void leadsAndReleasesWithItsOwnRights() {
        List<String> news = new CopyOnWriteArrayList<>();
        LeaseOptions options =
                new LeaseOptions(
                        AutoscalerRights.NAMESPACE,
                        "cluster-autoscaler",
                        "under-test",
                        new LeaseOptions.Times(
                                Duration.ofSeconds(3),
                                Duration.ofSeconds(2),
                                Duration.ofMillis(200)));
        try (LeaderElection election =
                LeaderElection.start(
                        world.orElseThrow().own(),
                        options,
                        new LeaderElection.Events(
                                _ -> news.add("leads"), news::add, new Outages()))) {
            await().atMost(PATIENCE).until(() -> news.contains("leads"));
            await().pollDelay(Duration.ofSeconds(4)).until(() -> news.size() == 1);
            assertThat(election).isNotNull();
        }
        assertThat(news).containsExactly("leads");
        assertThat(
                        admin().leases()
                                .inNamespace(AutoscalerRights.NAMESPACE)
                                .withName("cluster-autoscaler")
                                .get()
                                .getSpec()
                                .getHolderIdentity())
                .isNullOrEmpty();
    }

    @Override
    protected ClusterApi cluster() {
        return world.orElseThrow().cluster();
    }

    @Override
    protected void createNode(String name) {
        admin().resource(
                        new NodeBuilder()
                                .withNewMetadata()
                                .withName(name)
                                .addToAnnotations("kwok.x-k8s.io/node", "fake")
                                .endMetadata()
                                .withNewSpec()
                                .withProviderID("aws:///eu-west-1a/i-" + name)
                                .endSpec()
                                .build())
                .create();
        awaitNode(name, node -> node.isReady() && node.spec().taints().isEmpty());
    }

    @Override
    protected String createPod(ObjectKey key, String node) {
        io.fabric8.kubernetes.api.model.Pod created =
                admin().resource(pod(key).editSpec().withNodeName(node).endSpec().build()).create();
        await().atMost(PATIENCE)
                .until(() ->
                        cluster().observe().pods().stream().anyMatch(pod -> pod.status().ready()));
        return created.getMetadata().getUid();
    }

    @Override
    protected void forbidEviction(ObjectKey pod) {
        admin().resource(
                        new PodDisruptionBudgetBuilder()
                                .withNewMetadata()
                                .withNamespace(pod.namespace())
                                .withName("all")
                                .endMetadata()
                                .withNewSpec()
                                .withNewMinAvailable(1)
                                .withNewSelector()
                                .addToMatchLabels("app", "web")
                                .endSelector()
                                .endSpec()
                                .build())
                .create();
        await().atMost(PATIENCE)
                .until(() -> !cluster().observe().controllers().budgets().isEmpty());
    }

    @Override
    protected void awaitNode(String name, Predicate<Node> condition) {
        await().atMost(PATIENCE)
                .until(() ->
                        cluster().observe().nodes().stream()
                                .filter(node -> node.name().equals(name))
                                .anyMatch(condition));
    }

    @Override
    protected void awaitLeaving(ObjectKey key) {
        await().atMost(PATIENCE)
                .until(() ->
                        cluster().observe().pods().stream()
                                .allMatch(pod -> pod.metadata().deletionTime().isPresent()));
    }

    private static Config config() {
        return Config.fromKubeconfig(plane.orElseThrow().kubeconfig().toFile());
    }

    private static KubernetesClient client(Config config) {
        return new KubernetesClientBuilder().withConfig(config).build();
    }

    private KubernetesClient admin() {
        return world.orElseThrow().admin();
    }

    private static PodBuilder pod(ObjectKey key) {
        return new PodBuilder()
                .withNewMetadata()
                .withNamespace(key.namespace())
                .withName(key.name())
                .addToLabels("app", "web")
                .endMetadata()
                .withNewSpec()
                .addNewContainer()
                .withName("web")
                .withImage("web")
                .endContainer()
                .endSpec();
    }

    private void labelOften(String node) {
        for (int round = 0; round < 20; round++) {
            String patch = "{\"metadata\":{\"labels\":{\"round\":\"%d\"}}}".formatted(round);
            admin().nodes().withName(node).patch(PatchContext.of(PatchType.JSON_MERGE), patch);
        }
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }
}
