package io.plimsoll.charts8s;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.charts8s.layout.Layout;
import io.plimsoll.charts8s.output.GeneratedFiles;
import io.plimsoll.environment.Environment;
import io.plimsoll.environment.file.EnvironmentFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.SortedMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Manifests of one's own go where Kong's go. */
class OwnWorkloadsTest {

    @TempDir private Path folder = Path.of("");

    @BeforeEach
    void write() throws Exception {
        Files.createDirectories(folder.resolve("mine"));
        Files.writeString(
                folder.resolve("mine/shop.yaml"),
                """
                apiVersion: v1
                kind: Namespace
                metadata: {name: shop, finalizers: [example.com/keep]}
                ---
                apiVersion: apps/v1
                kind: Deployment
                metadata: {name: orders, namespace: shop, labels: {app: orders}}
                spec:
                  replicas: 3
                  selector: {matchLabels: {app: orders}}
                  template:
                    metadata: {labels: {app: orders}}
                    spec: {containers: [{name: orders, image: "registry.example.com/orders:1"}]}
                """);
        Files.writeString(
                folder.resolve("mine/config.json"),
                """
                {"apiVersion": "v1", "kind": "ConfigMap", "metadata": {"name": "orders", "namespace": "shop"},
                 "data": {"ratio": "0.50"}}
                """);
    }

    private SortedMap<String, String> files(Layout layout) throws Exception {
        Path file = folder.resolve("e.yaml");
        Files.writeString(
                file,
                """
                cluster: {name: x, account: "111122223333", kubernetesVersion: "1.35"}
                workloads: {folder: mine}
                """);
        Environment environment = EnvironmentFile.read(file, Environments.TODAY).environment();
        return GeneratedFiles.of(layout.files(environment), "a test");
    }

    @Test
    void areApplied() throws Exception {
        assertThat(Rendered.documents(files(Layout.PLAIN).getOrDefault("0004-own.k8s.yaml", "")))
                .extracting(object -> object.path("kind").asString())
                .containsExactly("ConfigMap", "Namespace", "Deployment");
    }

    @Test
    void stayAsTheyAre() throws Exception {
        JsonNode namespace =
                Rendered.documents(files(Layout.PLAIN).getOrDefault("0004-own.k8s.yaml", ""))
                        .get(1);
        JsonNode deployment =
                Rendered.documents(files(Layout.PLAIN).getOrDefault("0004-own.k8s.yaml", ""))
                        .get(2);

        assertThat(namespace.at("/metadata/finalizers/0").asString()).isEqualTo("example.com/keep");
        assertThat(deployment.at("/spec/replicas").asInt()).isEqualTo(3);
        assertThat(deployment.at("/metadata/labels/app").asString()).isEqualTo("orders");
        assertThat(deployment.at("/spec/template/spec/containers/0/image").asString())
                .isEqualTo("registry.example.com/orders:1");
    }

    @Test
    void goIntoEveryLayout() throws Exception {
        Map<Layout, String> places =
                Map.of(
                        Layout.KUSTOMIZE, "base/own.yaml",
                        Layout.ARGOCD, "manifests/own/own.yaml",
                        Layout.FLUX, "manifests/own/own.yaml");
        for (Map.Entry<Layout, String> place : places.entrySet()) {
            assertThat(files(place.getKey()).getOrDefault(place.getValue(), ""))
                    .contains("name: orders", "registry.example.com/orders:1");
        }
        assertThat(files(Layout.ARGOCD)).containsKey("applications/own.yaml");
        assertThat(files(Layout.FLUX)).containsKey("flux/own.yaml");
    }
}
