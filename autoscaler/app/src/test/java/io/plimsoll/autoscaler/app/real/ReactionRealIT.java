package io.plimsoll.autoscaler.app.real;

import static io.plimsoll.autoscaler.app.real.Patience.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.NodeBuilder;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.plimsoll.testbed.ControlPlane;
import io.plimsoll.testbed.EmulatedAws;
import io.plimsoll.testbed.FaultyProxy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/**
 * How long it takes from the scheduler's word that a pod finds no node until AWS is asked for one,
 * beside other nodes that are full of other pods. {@code -Dplimsoll.reaction.nodes=1000
 * -Dplimsoll.reaction.rounds=30} measures it in a large cluster.
 */
class ReactionRealIT {

    private static final int NODES = Integer.getInteger("plimsoll.reaction.nodes", 20);
    private static final int PODS_PER_NODE = 30;
    private static final int ROUNDS = Integer.getInteger("plimsoll.reaction.rounds", 5);

    /** Pods of {@code kong.yaml}. */
    private static final int FIT_ON_A_NODE = 6;

    /** After which the group is raised without a pause again. */
    private static final Duration CALM = Duration.ofSeconds(12);

    private static final Map<String, String> SETTINGS =
            Map.of("NODE_GRACE", "3600s", "KCM_QPS", "1000", "SCHED_QPS", "1000");

    @Test
    void nodesAreOrderedOnceAndSoon() throws Exception {
        Optional<ControlPlane> started = ControlPlane.start(SETTINGS);
        Assumptions.assumeTrue(started.isPresent(), "no control plane");
        try (ControlPlane plane = started.orElseThrow();
                KubernetesClient client =
                        new KubernetesClientBuilder()
                                .withConfig(Config.fromKubeconfig(plane.kubeconfig().toFile()))
                                .build();
                EmulatedAws aws = EmulatedAws.start();
                KongGroup group = new KongGroup(aws.endpoint())) {
            Cluster cluster = new Cluster(client);
            ManifestRights rights = ManifestRights.grant(client);
            fill(client);
            cluster.apply("kong.yaml");
            group.create(1, 1 + 2 * ROUNDS, 1, KongGroup.tags());
            group.instances().forEach(cluster::join);
            cluster.scale(FIT_ON_A_NODE);
            eventually("a node is full", () -> cluster.running().size() == FIT_ON_A_NODE);

            HostileStage.Servers servers = new HostileStage.Servers(plane, client, aws, rights);
            Witness witness = new Witness(cluster, group);
            try (Replica replica =
                    Replica.start("reaction", servers, witness, HostileStage.UNHURRIED)) {
                eventually("it leads", () -> cluster.leader().equals("reaction"));
                replica.awaitCall(Faults.calls("DescribeAutoScalingGroups"));
                List<Duration> times = new ArrayList<>();
                for (int round = 0; round < ROUNDS; round++) {
                    Patience.last(CALM);
                    times.add(play(cluster, group, replica));
                }
                tell(times);
                assertThat(witness.harm()).isEmpty();
                assertThat(witness.writes()).isEqualTo(ROUNDS);
            }
        }
    }

    /** Nodes of no group, with pods that are bound to them; no kubelet is played for either. */
    private static void fill(KubernetesClient client) {
        List<String> nodes = IntStream.range(0, NODES).mapToObj("other-%d"::formatted).toList();
        onEach(nodes, node -> addNode(client, node));
        onEach(nodes, node -> addPods(client, node));
    }

    private static void onEach(List<String> nodes, Consumer<String> work) {
        try (ExecutorService threads = Executors.newFixedThreadPool(16)) {
            CompletableFuture.allOf(
                            nodes.stream()
                                    .map(node ->
                                            CompletableFuture.runAsync(
                                                    () -> work.accept(node), threads))
                                    .toArray(CompletableFuture[]::new))
                    .join();
        }
    }

    private static void addNode(KubernetesClient client, String node) {
        Map<String, Quantity> size =
                Map.of(
                        "cpu", new Quantity("4"),
                        "memory", new Quantity("16Gi"),
                        "pods", new Quantity("50"));
        client.resource(
                        new NodeBuilder()
                                .withNewMetadata()
                                .withName(node)
                                .addToLabels("kubernetes.io/hostname", node)
                                .endMetadata()
                                .withNewStatus()
                                .withCapacity(size)
                                .withAllocatable(size)
                                .addNewCondition()
                                .withType("Ready")
                                .withStatus("True")
                                .endCondition()
                                .endStatus()
                                .build())
                .create();
    }

    private static void addPods(KubernetesClient client, String node) {
        for (int number = 0; number < PODS_PER_NODE; number++) {
            client.resource(
                            new PodBuilder()
                                    .withNewMetadata()
                                    .withName("%s-%d".formatted(node, number))
                                    .withNamespace(ManifestRights.NAMESPACE)
                                    .endMetadata()
                                    .withNewSpec()
                                    .withNodeName(node)
                                    .addNewContainer()
                                    .withName("main")
                                    .withImage("main:1")
                                    .withNewResources()
                                    .addToRequests("cpu", new Quantity("100m"))
                                    .endResources()
                                    .endContainer()
                                    .endSpec()
                                    .build())
                    .create();
        }
    }

    private static Duration play(Cluster cluster, KongGroup group, Replica replica) {
        int before = group.desired();
        List<String> known = group.instances();
        Instant began = Instant.now();
        CompletableFuture<Instant> unschedulable = cluster.firstUnschedulable();
        cluster.scale((before + 2) * FIT_ON_A_NODE);
        FaultyProxy.Seen order =
                Patience.found(
                        "nodes are ordered",
                        () ->
                                replica.cloud().seen().stream()
                                        .filter(seen -> seen.time().isAfter(began))
                                        .filter(seen ->
                                                Faults.calls("SetDesiredCapacity")
                                                        .test(seen.request()))
                                        .findFirst());
        eventually("two nodes come", () -> group.desired() == before + 2);
        group.instances().stream()
                .filter(instance -> !known.contains(instance))
                .forEach(cluster::join);
        eventually("all pods run", () -> cluster.running().size() == (before + 2) * FIT_ON_A_NODE);
        return Duration.between(unschedulable.join(), order.time());
    }

    private static void tell(List<Duration> times) {
        List<Long> sorted = times.stream().map(Duration::toMillis).sorted().toList();
        System.out.printf(
                "Reaction at %,d nodes with %,d pods, unschedulable to SetDesiredCapacity: median %d ms, worst of %d %d ms%n",
                NODES,
                NODES * PODS_PER_NODE,
                sorted.get(sorted.size() / 2),
                sorted.size(),
                sorted.getLast());
        assertThat(sorted.get(sorted.size() / 2))
                .as("sooner than Cluster Autoscaler looks at a pod at all")
                .isLessThan(2000);
    }
}
