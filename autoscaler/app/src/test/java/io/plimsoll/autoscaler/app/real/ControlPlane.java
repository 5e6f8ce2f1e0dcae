package io.plimsoll.autoscaler.app.real;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * A Kubernetes 1.29 control plane on loopback, with kwok as the kubelet of every node, started by
 * the scripts of a testbed folder.
 */
final class ControlPlane implements AutoCloseable {

    private static final Path KUBE_FOLDER = Programs.FOLDER.resolve("kube");
    private static final Duration BUILD_LIMIT = Duration.ofMinutes(30);
    private static final Duration START_LIMIT = Duration.ofMinutes(3);

    private final Path testbed;
    private final Map<String, String> settings;

    private ControlPlane(Path testbed, Map<String, String> settings) {
        this.testbed = testbed;
        this.settings = settings;
    }

    /** The folder with the scripts, named by {@code -Dplimsoll.testbed}; empty where it is not. */
    static Optional<Path> testbed() {
        return Optional.of(Path.of(System.getProperty("plimsoll.testbed", "")))
                .filter(folder -> Files.isExecutable(folder.resolve("up")));
    }

    static ControlPlane start(Path testbed) {
        int basePort = 20_000 + 10 * new SplittableRandom().nextInt(1000);
        ControlPlane plane =
                new ControlPlane(
                        testbed,
                        Map.of(
                                "KUBE_DIR", KUBE_FOLDER.toString(),
                                "KUBE_BASE_PORT", Integer.toString(basePort),
                                "METRICS", "0"));
        if (System.getenv("PLIMSOLL_KUBE_BIN") == null) {
            plane.script("build", BUILD_LIMIT);
        }
        plane.script("up", START_LIMIT);
        return plane;
    }

    Path kubeconfig() {
        return KUBE_FOLDER.resolve("admin.kubeconfig");
    }

    KubernetesClient client() {
        return new KubernetesClientBuilder()
                .withConfig(Config.fromKubeconfig(kubeconfig().toFile()))
                .build();
    }

    @Override
    public void close() {
        script("down", START_LIMIT);
    }

    private void script(String name, Duration limit) {
        int exitCode =
                Programs.run(
                        "testbed-" + name,
                        List.of(testbed.resolve(name).toString()),
                        wiping(name),
                        limit);
        assertThat(exitCode)
                .describedAs("%s: %s", name, Programs.printed("testbed-" + name))
                .isZero();
    }

    private Map<String, String> wiping(String script) {
        return script.equals("down")
                ? Map.of("KUBE_DIR", KUBE_FOLDER.toString(), "WIPE", "1")
                : settings;
    }
}
