package io.plimsoll.autoscaler.app.real;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.plimsoll.environment.tags.DiscoveryTags;
import io.plimsoll.testbed.ControlPlane;
import io.plimsoll.testbed.EmulatedAws;
import io.plimsoll.testbed.Programs;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/**
 * The image started as Cluster Autoscaler's chart starts it, against a real API server: how long it
 * takes and how much memory, with the AOT cache and without.
 */
class ImageStartIT {

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final int STARTS = 2;

    /** What the Deployment's limit is to the JVM. */
    private static final String LIMIT = "-XX:MaxRAM=600m";

    @Test
    void leadsAndDecidesFromAReadOnlyRoot() throws Exception {
        Optional<ImageRoot> unpacked = ImageRoot.unpacked();
        Assumptions.assumeTrue(unpacked.isPresent(), "no image");
        ImageRoot image = unpacked.orElseThrow();
        Optional<ControlPlane> started = ControlPlane.start(Map.of());
        Assumptions.assumeTrue(started.isPresent(), "no control plane");
        try (ControlPlane plane = started.orElseThrow();
                KubernetesClient client = admin(plane);
                EmulatedAws aws = EmulatedAws.start();
                KongGroup group = new KongGroup(aws.endpoint())) {
            Cluster cluster = new Cluster(client);
            group.create(1, 6, 1, DiscoveryTags.of(KongGroup.CLUSTER));
            group.instances().forEach(cluster::join);
            lookLikeAPod(image, plane);

            System.out.printf(
                    "Image: %d MB compressed, %d MB unpacked%n",
                    image.compressedSize() / 1_000_000, image.size() / 1_000_000);
            for (int start = 0; start < STARTS; start++) {
                start(image, aws, "on");
                start(image, aws, "off");
            }
        }
    }

    private static KubernetesClient admin(ControlPlane plane) {
        return new KubernetesClientBuilder()
                .withConfig(Config.fromKubeconfig(plane.kubeconfig().toFile()))
                .build();
    }

    /** What a kubelet brings. */
    private static void lookLikeAPod(ImageRoot image, ControlPlane plane) throws IOException {
        Files.writeString(
                image.file("/etc/hosts"),
                "127.0.0.1 localhost %s%n".formatted(InetAddress.getLocalHost().getHostName()));
        Files.writeString(image.file("/kubeconfig"), Files.readString(plane.kubeconfig()));
    }

    private static void start(ImageRoot image, EmulatedAws aws, String aotMode) throws Exception {
        Map<String, String> environment =
                new LinkedHashMap<>(aws.environment(KongGroup.REGION.id()));
        environment.put("JAVA_TOOL_OPTIONS", LIMIT + " -XX:AOTMode=" + aotMode);
        long begin = System.nanoTime();
        try (AutoscalerUnderTest autoscaler =
                AutoscalerUnderTest.start(image.command(environment), Map.of(), flags())) {
            eventually(
                    "health answers",
                    autoscaler,
                    () -> autoscaler.get("/health-check").equals("OK"));
            long healthy = System.nanoTime();
            eventually(
                    "the first loop ends",
                    autoscaler,
                    () -> autoscaler.get("/metrics").contains("activity=\"main\""));
            long decided = System.nanoTime();
            System.out.printf(
                    "AOT cache %s: health answers after %d ms, first loop ended after %d ms, %s%n",
                    aotMode,
                    millis(begin, healthy),
                    millis(begin, decided),
                    memory(autoscaler.pid()));
            assertThat(autoscaler.stop()).isZero();
        }
        assertThat(Programs.printed("autoscaler")).contains("Leads").doesNotContain(" ERROR ");
    }

    @FunctionalInterface
    private interface Question {
        boolean ask() throws IOException, InterruptedException;
    }

    private static void eventually(String what, AutoscalerUnderTest autoscaler, Question question) {
        await(what)
                .atMost(PATIENCE)
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(20))
                .failFast("it ended", () -> !autoscaler.isAlive())
                .ignoreExceptionsMatching(IOException.class::isInstance)
                .until(question::ask);
    }

    private static long millis(long from, long to) {
        return Duration.ofNanos(to - from).toMillis();
    }

    private static String memory(long pid) throws IOException {
        try (Stream<String> lines = Files.lines(Path.of("/proc/%d/status".formatted(pid)))) {
            return lines.filter(line -> line.matches("(VmRSS|VmHWM|RssAnon):.*"))
                    .map(line -> line.replaceAll("\\s+", " "))
                    .reduce((a, b) -> a + ", " + b)
                    .orElseThrow();
        }
    }

    private static List<String> flags() {
        return List.of(
                "--cloud-provider=aws",
                "--namespace=kube-system",
                "--node-group-auto-discovery=" + DiscoveryTags.autoDiscovery(KongGroup.CLUSTER),
                "--logtostderr=true",
                "--stderrthreshold=info",
                "--v=4",
                "--kubeconfig=/kubeconfig");
    }
}
