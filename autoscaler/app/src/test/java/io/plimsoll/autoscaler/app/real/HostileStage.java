package io.plimsoll.autoscaler.app.real;

import static io.plimsoll.autoscaler.app.real.Patience.eventually;
import static io.plimsoll.autoscaler.app.real.Patience.found;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.plimsoll.environment.tags.DiscoveryTags;
import io.plimsoll.testbed.ControlPlane;
import io.plimsoll.testbed.EmulatedAws;
import io.plimsoll.testbed.FaultyProxy;
import io.plimsoll.testbed.FaultyProxy.Fault;
import io.plimsoll.testbed.HttpConnection.Request;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * A real control plane, an emulated AWS and two autoscalers with shortened times, all of which can
 * be made to fail.
 */
final class HostileStage implements AutoCloseable {

    /** Six pods fit on a node. */
    static final Size SMALL = new Size(1, 2);

    static final Size LARGE = new Size(3, 16);

    /** More than any test needs. */
    static final int MAX = 400;

    /**
     * Nodes are not given up while the API server is away, and a burst does not wait for others.
     */
    private static final Map<String, String> SETTINGS =
            Map.of("NODE_GRACE", "120s", "KCM_QPS", "1000", "SCHED_QPS", "1000");

    /** What the autoscaler has to be told, and its own times. */
    static final List<String> UNHURRIED =
            List.of(
                    "--cloud-provider=aws",
                    "--namespace=" + ManifestRights.NAMESPACE,
                    "--node-group-auto-discovery="
                            + DiscoveryTags.autoDiscovery(KongGroup.CLUSTER));

    private static final List<String> HURRIED =
            Stream.concat(
                            UNHURRIED.stream(),
                            Stream.of(
                                    "--scan-interval=1s",
                                    "--max-node-provision-time=20s",
                                    "--initial-node-group-backoff-duration=5s",
                                    "--max-node-group-backoff-duration=5s",
                                    "--scale-down-unneeded-time=2s",
                                    "--scale-down-delay-after-add=0s",
                                    "--scale-down-delay-after-failure=1s",
                                    "--scale-down-utilization-threshold=0.7",
                                    "--node-delete-delay-after-taint=3s",
                                    "--max-pod-eviction-time=5s"))
                    .toList();

    private final Servers servers;
    private final Cluster cluster;
    private final KongGroup group;
    private final Witness witness;
    private final Machines machines;
    private final List<Replica> replicas = new ArrayList<>();
    private final Deque<AutoCloseable> opened;

    /** What autoscalers talk to. */
    record Servers(
            ControlPlane plane, KubernetesClient admin, EmulatedAws aws, ManifestRights rights) {}

    /** Nodes, and pods of the Deployment that just need as many. */
    record Size(int nodes, int pods) {}

    private HostileStage(
            Servers servers, Cluster cluster, KongGroup group, Deque<AutoCloseable> opened)
            throws IOException {
        this.opened = opened;
        this.servers = servers;
        this.cluster = cluster;
        this.group = group;
        this.witness = new Witness(cluster, group);
        this.machines = new Machines(cluster, group);
        opened.push(machines);
        for (String name : List.of("first", "second")) {
            Replica replica = Replica.start(name, servers, witness, HURRIED);
            opened.push(replica);
            replicas.add(replica);
        }
    }

    /** Empty, and loudly so, where there is no control plane to be had. */
    static Optional<HostileStage> set() throws IOException {
        Optional<ControlPlane> started = ControlPlane.start(SETTINGS);
        if (started.isEmpty()) {
            return Optional.empty();
        }
        Deque<AutoCloseable> opened = new ArrayDeque<>();
        try {
            return Optional.of(set(started.get(), opened));
        } catch (IOException | RuntimeException e) {
            strike(opened);
            throw e;
        }
    }

    private static HostileStage set(ControlPlane plane, Deque<AutoCloseable> opened)
            throws IOException {
        opened.push(plane);
        KubernetesClient admin = impatient(plane);
        opened.push(admin);
        EmulatedAws aws = EmulatedAws.start();
        opened.push(aws);
        KongGroup group = new KongGroup(aws.endpoint());
        opened.push(group);
        group.create(1, MAX, 1, KongGroup.tags());
        Cluster cluster = new Cluster(admin);
        cluster.apply("kong.yaml");
        cluster.apply("burst.yaml");
        Servers servers = new Servers(plane, admin, aws, ManifestRights.grant(admin));
        return new HostileStage(servers, cluster, group, opened);
    }

    /** Whoever waits asks again by himself. */
    static KubernetesClient impatient(ControlPlane plane) {
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
        return found("there is a leader", this::leading);
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

    /** From now on there is but one, with times that are not shortened. */
    void goOnAlone() throws InterruptedException {
        replicas.getFirst().end();
        replicas.getLast().restart(UNHURRIED);
        leader();
    }

    /** Scales the Deployment, as soon as the API server lets. */
    void scale(int pods) {
        eventually(
                "it is scaled",
                () -> {
                    cluster.scale(pods);
                    return true;
                });
    }

    /** Scales the Deployment, and waits until the group has followed. */
    void bringTo(Size size) {
        scale(size.pods());
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

    /**
     * As many pods come as need more nodes.
     *
     * @return when
     */
    Instant comePods() {
        Instant began = Instant.now();
        scale(LARGE.pods());
        return began;
    }

    /** The same, and nodes are ordered for them. */
    void orderNodes() {
        comePods();
        eventually("nodes are ordered", () -> group.desired() == LARGE.nodes());
    }

    /**
     * All pods go but one on each of two nodes, so that one of them has to be drained.
     *
     * @return when
     */
    Instant goPods() {
        cluster.protectOneOnEach(cluster.nodes().subList(0, SMALL.pods()));
        Instant began = Instant.now();
        scale(SMALL.pods());
        return began;
    }

    /**
     * The same.
     *
     * @return a node with a pod that is about to be drained
     */
    String beginToDrain() {
        goPods();
        return found("a node with a pod is marked", this::draining);
    }

    private Optional<String> draining() {
        List<String> running = cluster.running();
        return cluster.marked().stream().filter(running::contains).findFirst();
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

    /** For time to do something in mid drain. */
    InForce slowEvictions() {
        return fault(
                Replica::api,
                request -> request.path().contains("/eviction"),
                new Fault.Delay(Duration.ofSeconds(3)));
    }

    /** The same fault for both autoscalers. */
    InForce fault(Function<Replica, FaultyProxy> at, Predicate<Request> which, Fault fault) {
        List<FaultyProxy.Rule> rules =
                replicas.stream().map(replica -> at.apply(replica).when(which, fault)).toList();
        return () -> rules.forEach(FaultyProxy.Rule::close);
    }

    @Override
    public void close() {
        strike(opened);
    }

    /** What was opened last is closed first. */
    private static void strike(Deque<AutoCloseable> opened) {
        if (opened.isEmpty()) {
            return;
        }
        try {
            opened.pop().close();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        } finally {
            strike(opened);
        }
    }
}
