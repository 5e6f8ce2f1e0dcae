package io.plimsoll.autoscaler.kubernetes.real;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;

/**
 * A Kubernetes control plane on loopback with kwok as every node's kubelet: one that runs already
 * ({@code -Dplimsoll.kubeconfig}), or one that the scripts of a folder start ({@code
 * -Dplimsoll.testbed}).
 */
final class ControlPlane implements AutoCloseable {
    private static final Path FOLDER = Path.of("target", "real").toAbsolutePath();

    private final Path kubeconfig;
    private final Optional<Path> testbed;

    private ControlPlane(Path kubeconfig, Optional<Path> testbed) {
        this.kubeconfig = kubeconfig;
        this.testbed = testbed;
    }

    /** Empty, and loudly so, where there is none to be had. */
    static Optional<ControlPlane> start() {
        String running = System.getProperty("plimsoll.kubeconfig", "");
        if (!running.isEmpty()) {
            return Optional.of(new ControlPlane(Path.of(running), Optional.empty()));
        }
        Path testbed = Path.of(System.getProperty("plimsoll.testbed", ""));
        if (!Files.isExecutable(testbed.resolve("up"))) {
            System.out.println(
                    "SKIPPED: profile real of the Kubernetes adapter: no control plane. Name the"
                            + " folder with the scripts build, up and down by"
                            + " -Dplimsoll.testbed=FOLDER.");
            return Optional.empty();
        }
        ControlPlane plane =
                new ControlPlane(FOLDER.resolve("kube/admin.kubeconfig"), Optional.of(testbed));
        if (System.getenv("PLIMSOLL_KUBE_BIN") == null) {
            plane.run("build");
        }
        plane.run("up");
        return Optional.of(plane);
    }

    /** With every right. */
    KubernetesClient admin() {
        return client(config());
    }

    /** With the rights of a service account. */
    KubernetesClient as(String serviceAccount) {
        Config config = config();
        config.setImpersonateUsername("system:serviceaccount:" + serviceAccount.replace('/', ':'));
        return client(config);
    }

    private Config config() {
        return Config.fromKubeconfig(kubeconfig.toFile());
    }

    private static KubernetesClient client(Config config) {
        return new KubernetesClientBuilder().withConfig(config).build();
    }

    @Override
    public void close() {
        if (testbed.isPresent()) {
            run("down");
        }
    }

    private void run(String script) {
        try {
            Files.createDirectories(FOLDER);
            Path log = FOLDER.resolve("testbed-" + script + ".log");
            ProcessBuilder builder =
                    new ProcessBuilder(testbed.orElseThrow().resolve(script).toString())
                            .redirectErrorStream(true)
                            .redirectOutput(log.toFile());
            builder.environment().putAll(settings(script));
            Process process = builder.start();
            assertThat(process.waitFor(30, TimeUnit.MINUTES)).isTrue();
            assertThat(process.exitValue()).describedAs(Files.readString(log)).isZero();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    private static Map<String, String> settings(String script) {
        String folder = FOLDER.resolve("kube").toString();
        if (script.equals("down")) {
            return Map.of("KUBE_DIR", folder, "WIPE", "1");
        }
        int basePort = 20_000 + 10 * new SplittableRandom().nextInt(1000);
        return Map.of(
                "KUBE_DIR", folder, "KUBE_BASE_PORT", Integer.toString(basePort), "METRICS", "0");
    }
}
