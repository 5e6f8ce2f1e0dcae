package io.plimsoll.charts8s.real;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.plimsoll.charts8s.Environments;
import io.plimsoll.charts8s.layout.Layout;
import io.plimsoll.charts8s.output.GeneratedFiles;
import io.plimsoll.charts8s.output.ManifestFolder;
import io.plimsoll.testbed.ControlPlane;
import io.plimsoll.testbed.Programs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ManifestsRealIT {

    private static Optional<ControlPlane> plane = Optional.empty();

    @TempDir private Path folder = Path.of("");

    @BeforeAll
    static void startControlPlane() throws IOException {
        String definitions = System.getProperty("plimsoll.crds", "");
        if (!Files.isDirectory(Path.of(definitions))) {
            System.out.printf(
                    """

                    SKIPPED: manifests on a real API server. "%s" holds no definitions of custom resources;
                    name a folder that does: -Dplimsoll.crds=FOLDER
                    """,
                    definitions);
            return;
        }
        plane = ControlPlane.start(Map.of());
        if (plane.isEmpty()) {
            return;
        }
        kube().mustKubectl("apply", "--server-side", "-f", definitions);
        kube().mustKubectl("wait", "--for=condition=Established", "crd", "--all", "--timeout=60s");
        kube().mustKubectl("create", "namespace", "argocd");
        kube().mustKubectl("create", "namespace", "flux-system");
    }

    @AfterAll
    static void stopControlPlane() {
        plane.ifPresent(ControlPlane::close);
    }

    /** Jobs can't be changed, and here one cluster takes every environment in turn. */
    @BeforeEach
    void removeJobs() {
        assumeTrue(plane.isPresent(), "no control plane");
        kube().mustKubectl("delete", "jobs", "--all", "--all-namespaces");
    }

    static Stream<Arguments> everyLayoutOfEveryEnvironment() {
        return Environments.all().stream()
                .flatMap(environment ->
                        Stream.of(Layout.PLAIN, Layout.ARGOCD, Layout.FLUX)
                                .map(layout -> Arguments.of(environment, layout)));
    }

    @ParameterizedTest
    @MethodSource("everyLayoutOfEveryEnvironment")
    void isAcceptedWholeAndChangesNothingTheSecondTime(String environment, Layout layout)
            throws Exception {
        write(environment, layout);
        apply(folder);

        assertChangesNothing(folder);
    }

    @ParameterizedTest
    @MethodSource("overlays")
    void isAcceptedWholeAsKustomizeBuildsIt(String environment, String overlay) throws Exception {
        write(environment, Layout.KUSTOMIZE);
        Path built = folder.resolve("built.yaml");
        Files.writeString(
                built,
                kube().mustKubectl(
                                "kustomize",
                                folder.resolve("overlays").resolve(overlay).toString()));
        apply(built);

        assertChangesNothing(built);
    }

    static Stream<Arguments> overlays() {
        return Environments.all().stream()
                .flatMap(environment ->
                        Stream.of("demo", "konnect", "heavy")
                                .map(overlay -> Arguments.of(environment, overlay)));
    }

    @Test
    void runsKongOnANodeOfItsGroup() throws Exception {
        write("dbless", Layout.PLAIN);
        apply(folder);
        Path nodes = Files.writeString(folder.resolve("nodes.json"), FakeNodes.ofTheDefault());
        kube().mustKubectl("apply", "--server-side", "-f", nodes.toString());

        kube().mustKubectl(
                        "wait",
                        "--for=condition=Available",
                        "--namespace=kong",
                        "deployment/kong-kong",
                        "--timeout=120s");
        String nodesOfPods =
                kube().mustKubectl(
                                "get",
                                "pods",
                                "--namespace=kong",
                                "--output=jsonpath={.items[*].spec.nodeName}");
        // A pod of the environment before may still be on its way out.
        assertThat(nodesOfPods.split(" ", -1)).containsOnly("kong-0");
    }

    private void write(String environment, Layout layout) throws IOException {
        new ManifestFolder(folder)
                .write(GeneratedFiles.of(layout.files(Environments.of(environment)), "./plimsoll"));
    }

    private static void apply(Path what) {
        String said =
                kube().mustKubectl(
                                "apply",
                                "--server-side",
                                "--force-conflicts",
                                "--recursive",
                                "--filename=" + what);
        assertThat(said.lines().toList()).allMatch(line -> line.endsWith(" serverside-applied"));
    }

    private static void assertChangesNothing(Path what) {
        Programs.Result difference =
                kube().kubectl(
                                "diff",
                                "--server-side",
                                "--force-conflicts",
                                "--recursive",
                                "--filename=" + what);
        assertThat(difference.output()).isEmpty();
        assertThat(difference.exitCode()).isZero();
    }

    private static ControlPlane kube() {
        return plane.orElseThrow();
    }

    /** Nodes as EKS has them: a t3.large for each of the default environment's groups. */
    private static final class FakeNodes {

        static String ofTheDefault() {
            return """
            {"apiVersion": "v1", "kind": "List", "items": [%s]}
            """
                    .formatted(
                            String.join(
                                    ",",
                                    List.of(
                                            node("system", "[]"),
                                            node("kong", taint("kong")),
                                            node("load", taint("load")))));
        }

        private static String taint(String group) {
            return """
            [{"key": "plimsoll.io/workload", "value": "%s", "effect": "NoSchedule"}]\
            """
                    .formatted(group);
        }

        private static String node(String group, String taints) {
            return """
            {"apiVersion": "v1", "kind": "Node",
             "metadata": {"name": "%s-0", "annotations": {"kwok.x-k8s.io/node": "fake"},
              "labels": {"plimsoll.io/workload": "%s", "kubernetes.io/hostname": "%s-0",
               "topology.kubernetes.io/zone": "us-west-1a"}},
             "spec": {"taints": %s},
             "status": {
              "capacity": {"cpu": "2", "memory": "8Gi", "pods": "35", "ephemeral-storage": "20Gi"},
              "allocatable": {"cpu": "1930m", "memory": "7Gi", "pods": "35",
               "ephemeral-storage": "17Gi"}}}
            """
                    .formatted(group, group, group, taints);
        }
    }
}
