package io.plimsoll.autoscaler.app.real;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.plimsoll.autoscaler.app.AutoscalerMain;
import io.plimsoll.environment.tags.DiscoveryTags;
import io.plimsoll.testbed.ControlPlane;
import io.plimsoll.testbed.EmulatedAws;
import io.plimsoll.testbed.Programs;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The story of the kong node group against a real Kubernetes 1.29 API server and scheduler: pods
 * that do not fit raise the group by as many nodes as they need, and when they go the nodes are
 * drained and ended. It asks the API server with the rights that the manifests grant, for nothing
 * that they do not, and leaves none of them unused.
 */
class KongGroupRealIT {

    @TempDir private static Path record;

    private static final Duration PATIENCE = Duration.ofMinutes(3);

    @Test
    void growsByWhatPodsNeedAndShrinksWhenTheyGo() throws Exception {
        Optional<ControlPlane> started = ControlPlane.start(ManifestRights.auditing());
        Assumptions.assumeTrue(started.isPresent(), "no control plane");
        try (ControlPlane plane = started.orElseThrow();
                KubernetesClient client = admin(plane);
                EmulatedAws aws = EmulatedAws.start();
                KongGroup group = new KongGroup(aws.endpoint())) {
            ManifestRights rights = ManifestRights.grant(client);
            Cluster cluster = new Cluster(client);
            group.create(1, 6, 1, KongGroup.tags());
            cluster.apply("daemons.yaml");
            cluster.apply("kong.yaml");
            cluster.apply("priorities.yaml");
            group.instances().forEach(cluster::join);
            eventually("two pods run").until(() -> cluster.running().size() == 2);

            try (AutoscalerUnderTest autoscaler =
                    AutoscalerUnderTest.start(
                            aws.environment(KongGroup.REGION.id()),
                            flags(rights.kubeconfig(client)))) {
                eventually("the first loop ends")
                        .ignoreExceptionsMatching(IOException.class::isInstance)
                        .until(() -> autoscaler.get("/metrics").contains("activity=\"main\""));
                assertThat(cluster.leader()).isNotEmpty();
                assertThat(autoscaler.get("/health-check")).isEqualTo("OK");

                growsToThreeNodes(cluster, group);
                shrinksToOneNode(cluster, group);

                assertThat(autoscaler.get("/metrics"))
                        .contains("cluster_autoscaler_scaled_up_nodes_total")
                        .contains("cluster_autoscaler_function_duration_seconds_bucket")
                        .contains("cluster_autoscaler_aws_request_duration_seconds_count");
                assertThat(autoscaler.stop()).isZero();
                assertThat(cluster.leader()).isEmpty();
            }
            assertThat(rights.refused()).isEmpty();
            assertThat(rights.used()).isEqualTo(rights.granted());
        }
        assertThat(Programs.printed("autoscaler")).doesNotContain(" ERROR ");
        assertThat(recorded()).contains("{\"patterns\":{\"10\":[\".*\"]}}");
        replaysToTheSameDecisions();
    }

    /** Twelve pods, five a node: three nodes, not one more. */
    private static void growsToThreeNodes(Cluster cluster, KongGroup group) {
        CompletableFuture<Instant> unschedulable = cluster.firstUnschedulable();
        cluster.scale(12);
        eventually("the group grows")
                .pollInterval(Duration.ofMillis(10))
                .until(() -> group.desired() > 1);
        Instant grown = Instant.now();
        System.out.printf(
                "Reaction time, pod unschedulable to desired capacity raised: %d ms%n",
                Duration.between(unschedulable.join(), grown).toMillis());
        assertThat(group.desired()).isEqualTo(3);

        List<String> before = cluster.nodes();
        group.instances().stream()
                .filter(instance -> !before.contains(instance))
                .forEach(cluster::join);
        eventually("all pods run").until(() -> cluster.running().size() == 12);
        assertThat(cluster.running()).isSubsetOf(group.instances());
        assertThat(cluster.podEvents()).contains("TriggeredScaleUp");
        assertThat(group.desired()).isEqualTo(3);
    }

    /**
     * Three pods fit on one node, and are on one each: the others are drained and ended, and the
     * pods run on.
     */
    private static void shrinksToOneNode(Cluster cluster, KongGroup group) {
        cluster.protectOneOnEach(cluster.nodes());
        cluster.scale(3);
        eventually("the group shrinks")
                .until(() -> {
                    cluster.nodes().stream()
                            .filter(node -> !group.instances().contains(node))
                            .forEach(cluster::leave);
                    return group.desired() == 1 && cluster.nodes().size() == 1;
                });
        assertThat(group.instances()).isEqualTo(cluster.nodes());
        eventually("three pods run on the last node")
                .until(() ->
                        cluster.running().size() == 3
                                && group.instances().containsAll(cluster.running()));
        assertThat(group.desired()).isEqualTo(1);
    }

    private static void replaysToTheSameDecisions() {
        StringWriter out = new StringWriter();
        int exitCode =
                AutoscalerMain.execute(
                        new PrintWriter(out),
                        new PrintWriter(System.err, true, UTF_8),
                        "replay",
                        record.toString());
        assertThat(exitCode).describedAs(out.toString()).isZero();
        System.out.print(out);
    }

    /** What the official chart renders, and shorter times. */
    private static List<String> flags(Path kubeconfig) {
        return List.of(
                "--cloud-provider=aws",
                "--namespace=" + ManifestRights.NAMESPACE,
                "--node-group-auto-discovery=" + DiscoveryTags.autoDiscovery(KongGroup.CLUSTER),
                "--logtostderr=true",
                "--stderrthreshold=info",
                "--v=4",
                "--expander=priority,least-waste",
                "--brakes-config-map-name=cluster-autoscaler-brakes",
                "--kubeconfig=" + kubeconfig,
                "--scan-interval=2s",
                "--scale-down-unneeded-time=5s",
                "--scale-down-delay-after-add=0s",
                "--scale-down-utilization-threshold=0.7",
                "--node-delete-delay-after-taint=1s",
                "--flight-record=" + record);
    }

    private static String recorded() throws IOException {
        ByteArrayOutputStream lines = new ByteArrayOutputStream();
        try (Stream<Path> files = Files.list(record)) {
            for (Path file : files.sorted().toList()) {
                try (InputStream content = new GZIPInputStream(Files.newInputStream(file))) {
                    content.transferTo(lines);
                } catch (EOFException _) {
                    // Each line is flushed; the last file is never ended.
                }
            }
        }
        return lines.toString(UTF_8);
    }

    private static KubernetesClient admin(ControlPlane plane) {
        return new KubernetesClientBuilder()
                .withConfig(Config.fromKubeconfig(plane.kubeconfig().toFile()))
                .build();
    }

    private static ConditionFactory eventually(String what) {
        return await(what).atMost(PATIENCE).pollInterval(Duration.ofMillis(250));
    }
}
