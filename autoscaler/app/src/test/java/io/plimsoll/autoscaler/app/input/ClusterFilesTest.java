package io.plimsoll.autoscaler.app.input;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.plimsoll.autoscaler.decision.model.Node;
import io.plimsoll.environment.input.InvalidFileException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClusterFilesTest {

    private static final String POD_LIST =
            """
            {"apiVersion":"v1","kind":"List","items":[
             {"apiVersion":"v1","kind":"Pod","metadata":{"namespace":"a","name":"p","uid":"p"}},
             {"apiVersion":"v1","kind":"PodList","items":[
              {"metadata":{"namespace":"a","name":"q","uid":"q"}}]},
             {"apiVersion":"v1","kind":"Service","metadata":{"namespace":"a","name":"s"}},
             {"apiVersion":"example.com/v1","kind":"Pod","metadata":{"name":"other"}}]}
            """;

    private static final String NODES =
            """
            # nodes
            apiVersion: v1
            kind: Node
            metadata: {name: n1}
            status: {allocatable: {cpu: 2, memory: 8Gi}}
            ---
            ---
            apiVersion: v1
            kind: Node
            metadata: {name: n2}
            """;

    @TempDir private Path folder;

    @Test
    void opensListsAndNotesKindsThatNoDecisionLooksAt() throws IOException {
        ClusterFiles.Contents read = read(file("pods.json", POD_LIST));

        assertThat(podNames(read)).containsExactly("a/p", "a/q");
        assertThat(read.notes())
                .containsExactly("Ignored 1 of kind Pod (example.com/v1), 1 of kind Service (v1)");
    }

    @Test
    void readsSeveralDocumentsOfOneFile() throws IOException {
        ClusterFiles.Contents read = read(file("nodes.yaml", NODES));

        assertThat(nodeNames(read)).containsExactly("n1", "n2");
        assertThat(read.cluster().nodes().getFirst().status().allocatable().milliCpu())
                .isEqualTo(2000);
    }

    @Test
    void readsNullAsNothingAlsoBehindAnAlias() throws IOException {
        ClusterFiles.Contents read =
                read(
                        file(
                                "pods.yaml",
                                """
                                apiVersion: v1
                                kind: PodList
                                items:
                                - metadata: {name: p, uid: p}
                                  spec: &spec
                                    nodeSelector: {zone: null}
                                    tolerations: null
                                    containers: [{name: c, resources: null}]
                                - metadata: {name: q, uid: q}
                                  spec: *spec
                                - metadata: {name: r, uid: r}
                                  spec: {<<: *spec, nodeName: n}
                                """));

        assertThat(podNames(read)).containsExactly("default/p", "default/q", "default/r");
        assertThat(read.cluster().pods())
                .allSatisfy(pod ->
                        assertThat(pod.spec().constraints().node().selector())
                                .containsExactly(Map.entry("zone", "")));
    }

    @Test
    void readsEveryFileOfAFolder() throws IOException {
        file("2.json", POD_LIST);
        file("1.yml", NODES);
        file("notes.txt", "not read");

        ClusterFiles.Contents read = read(folder);

        assertThat(nodeNames(read)).containsExactly("n1", "n2");
        assertThat(podNames(read)).containsExactly("a/p", "a/q");
    }

    @Test
    void namesFileObjectFieldAndValueOfWhatIsWrong() throws IOException {
        Path wrong =
                file(
                        "wrong.yaml",
                        """
                        apiVersion: v1
                        kind: Pod
                        metadata: {namespace: a, name: p}
                        spec: {priority: high, containers: [{name: c}]}
                        """);

        assertThatExceptionOfType(InvalidFileException.class)
                .isThrownBy(() -> read(wrong))
                .withMessageEndingWith(
                        "wrong.yaml: line 1: Pod a/p: spec.priority: \"high\" is not a whole number within bounds");
    }

    @Test
    void readsThePrioritiesOfTheExpander() throws IOException {
        ClusterFiles.Contents read =
                read(
                        file(
                                "priorities.yaml",
                                """
                                apiVersion: v1
                                kind: ConfigMap
                                metadata:
                                  namespace: kube-system
                                  name: cluster-autoscaler-priority-expander
                                data:
                                  priorities: |
                                    10: [".*"]
                                    50:
                                    - spot
                                    - kong-.*
                                """));

        assertThat(read.cluster().expanderPriorities().patterns())
                .isEqualTo(Map.of(10, List.of(".*"), 50, List.of("spot", "kong-.*")));
    }

    @Test
    void namesTheLineThatIsNotJson() throws IOException {
        Path wrong = file("wrong.json", "{\n\"kind\": Pod}");

        assertThatExceptionOfType(InvalidFileException.class)
                .isThrownBy(() -> read(wrong))
                .withMessageContaining("wrong.json: line 2: not JSON");
    }

    @Test
    void saysWhichFileIsMissingAndWhichFolderIsEmpty() {
        assertThatExceptionOfType(InvalidFileException.class)
                .isThrownBy(() -> read(folder.resolve("none.json")))
                .withMessageEndingWith("none.json: no such file");
        assertThatExceptionOfType(InvalidFileException.class)
                .isThrownBy(() -> read(folder))
                .withMessageContaining("allowed: a folder with .json, .yaml or .yml files");
    }

    @Test
    void refusesWhatIsNoKubernetesObject() throws IOException {
        Path groups = file("groups.json", "{\"AutoScalingGroups\": []}");

        assertThatExceptionOfType(InvalidFileException.class)
                .isThrownBy(() -> read(groups))
                .withMessageContaining("line 1: no field \"kind\"; allowed: Kubernetes objects");
    }

    private Path file(String name, String content) throws IOException {
        return Files.writeString(folder.resolve(name), content);
    }

    private static ClusterFiles.Contents read(Path path) {
        return new ClusterFiles(List.of(path), List.of(), false).read("kube-system");
    }

    private static Stream<String> podNames(ClusterFiles.Contents read) {
        return read.cluster().pods().stream().map(pod -> pod.key().toString());
    }

    private static Stream<String> nodeNames(ClusterFiles.Contents read) {
        return read.cluster().nodes().stream().map(Node::name);
    }
}
