package io.plimsoll.autoscaler.app.real;

import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.plimsoll.environment.tags.DiscoveryTags;
import io.plimsoll.testbed.ControlPlane;
import io.plimsoll.testbed.EmulatedAws;
import io.plimsoll.testbed.FaultyProxy;
import io.plimsoll.testbed.FaultyProxy.Fault;
import io.plimsoll.testbed.HttpConnection.Request;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * A real control plane, an emulated AWS and two autoscalers with shortened times, all of which can
 * be made to fail.
 */
final class HostileStage implements AutoCloseable {

    /** Six pods fit on a node. */
    static final Size SMALL = new Size(1, 3);

    static final Size LARGE = new Size(3, 16);

    /** More than any test needs. */
    static final int MAX = 400;

    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final List<String> FLAGS =
            List.of(
                    "--cloud-provider=aws",
                    "--namespace=" + ManifestRights.NAMESPACE,
                    "--node-group-auto-discovery=" + DiscoveryTags.autoDiscovery(KongGroup.CLUSTER),
                    "--scan-interval=1s",
                    "--max-node-provision-time=30s",
                    "--initial-node-group-backoff-duration=5s",
                    "--max-node-group-backoff-duration=5s",
                    "--scale-down-unneeded-time=3s",
                    "--scale-down-delay-after-add=0s",
                    "--scale-down-delay-after-failure=3s",
                    "--scale-down-utilization-threshold=0.7",
                    "--node-delete-delay-after-taint=2s",
                    "--max-pod-eviction-time=20s");

    private final Servers servers;
    private final Cluster cluster;
    private final KongGroup group;
    private final Witness witness;
    private final Machines machines;
    private final List<Replica> replicas;

    /** What autoscalers talk to. */
    record Servers(
            ControlPlane plane, KubernetesClient admin, EmulatedAws aws, ManifestRights rights) {}

    /** Nodes, and pods of the Deployment that just need as many. */
    record Size(int nodes, int pods) {}

    private HostileStage(Servers servers, Cluster cluster, KongGroup group) throws IOException {
        this.servers = servers;
        this.cluster = cluster;
        this.group = group;
        this.witness = new Witness(cluster, group);
        this.machines = new Machines(cluster, group);
        this.replicas =
                List.of(
                        Replica.start("first", servers, witness, FLAGS),
                        Replica.start("second", servers, witness, FLAGS));
    }

    /** Empty, and loudly so, where there is no control plane to be had. */
    static Optional<HostileStage> set() throws IOException {
        Optional<ControlPlane> started = ControlPlane.start(Map.of("NODE_GRACE", "120s"));
        if (started.isEmpty()) {
            return Optional.empty();
        }
        ControlPlane plane = started.get();
        KubernetesClient admin = impatient(plane);
        EmulatedAws aws = EmulatedAws.start();
        KongGroup group = new KongGroup(aws.endpoint());
        group.create(1, MAX, 1, KongGroup.tags());
        Cluster cluster = new Cluster(admin);
        cluster.apply("kong.yaml");
        cluster.apply("burst.yaml");
        ManifestRights rights = ManifestRights.grant(admin);
        return Optional.of(
                new HostileStage(new Servers(plane, admin, aws, rights), cluster, group));
    }

    /** Whoever waits asks again by himself. */
    private static KubernetesClient impatient(ControlPlane plane) {
        Config config = Config.fromKubeconfig(plane.kubeconfig().toFile());
        config.setRequestRetryBackoffLimit(0);
        config.setRequestTimeout(3000);
        return new KubernetesClientBuilder().withConfig(config).build();
    }

    ControlPlane plane() {
        return servers.plane();
    }

    Cluster cluster() {
        return cluster;
    }

    KongGroup group() {
        return group;
    }

    Witness witness() {
        return witness;
    }

    Machines machines() {
        return machines;
    }

    /** Waits for one. */
    Replica leader() {
        eventually("there is a leader", () -> leading().isPresent());
        return leading().orElseThrow();
    }

    private Optional<Replica> leading() {
        String name = cluster.leader();
        return replicas.stream()
                .filter(replica -> replica.name().equals(name) && replica.process().isAlive())
                .findFirst();
    }

    /** How often the autoscalers were started so far. */
    int starts() {
        return replicas.stream().mapToInt(Replica::starts).sum();
    }

    /** Scales the Deployment, as soon as the API server lets. */
    void scale(Size size) {
        eventually(
                "it is scaled",
                () -> {
                    cluster.scale(size.pods());
                    return true;
                });
    }

    /** Scales the Deployment, and waits until the group has followed. */
    void bringTo(Size size) {
        scale(size);
        awaitRest(size);
        leader();
    }

    /** Waits until the group is as it should be, all pods run on it, and nothing is going on. */
    void awaitRest(Size size) {
        eventually("%d nodes with %d pods".formatted(size.nodes(), size.pods()), () -> isAt(size));
    }

    private boolean isAt(Size size) {
        List<String> running = cluster.running();
        Set<String> nodes = Set.copyOf(cluster.nodes());
        return group.desired() == size.nodes()
                && nodes.size() == size.nodes()
                && Set.copyOf(group.instances()).equals(nodes)
                && running.size() == size.pods()
                && nodes.containsAll(running)
                && cluster.marked().isEmpty();
    }

    /** Pods come, and nodes are ordered for them. */
    void orderNodes() {
        scale(LARGE);
        eventually("nodes are ordered", () -> group.desired() == LARGE.nodes());
    }

    /**
     * Most pods go.
     *
     * @return a node that is about to be drained
     */
    String beginToDrain() {
        scale(SMALL);
        eventually("a node is marked", () -> !cluster.marked().isEmpty());
        return cluster.marked().getFirst();
    }

    void awaitUndone(String node) {
        eventually(
                "the drain is undone",
                () -> !cluster.marked().contains(node) && cluster.nodes().contains(node));
    }

    void awaitOtherThan(Replica leader) {
        eventually("another leads", () -> !leader().name().equals(leader.name()));
    }

    /** In force until it is closed. */
    @FunctionalInterface
    interface InForce extends AutoCloseable {
        @Override
        void close();
    }

    /** The same fault for both autoscalers. */
    InForce fault(Function<Replica, FaultyProxy> at, Predicate<Request> which, Fault fault) {
        List<FaultyProxy.Rule> rules =
                replicas.stream().map(replica -> at.apply(replica).when(which, fault)).toList();
        return () -> rules.forEach(FaultyProxy.Rule::close);
    }

    /** Waits until a fault has lasted for so long. */
    static void last(Duration time) {
        Instant end = Instant.now().plus(time);
        eventually("%s are over".formatted(time), () -> Instant.now().isAfter(end));
    }

    static void eventually(String what, Callable<Boolean> condition) {
        await(what)
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(200))
                .ignoreExceptionsInstanceOf(KubernetesClientException.class)
                .until(condition);
    }

    @Override
    public void close() {
        replicas.forEach(Replica::close);
        machines.close();
        group.close();
        servers.aws().close();
        servers.admin().close();
        servers.plane().close();
    }
}
