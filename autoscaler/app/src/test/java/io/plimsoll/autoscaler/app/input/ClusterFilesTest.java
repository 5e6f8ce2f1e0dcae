package io.plimsoll.autoscaler.app.input;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.tuple;

import io.plimsoll.autoscaler.decision.model.Node;
import io.plimsoll.environment.input.InvalidFileException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
    void ranksPodsThatSayNoPriorityByClassesThatAnotherFileHolds() throws IOException {
        Path pods =
                file(
                        "pods.json",
                        """
                        {"kind":"PodList","apiVersion":"v1","items":[
                         {"metadata":{"name":"default","uid":"1"},"status":{"phase":"Running"}},
                         {"metadata":{"name":"named","uid":"2"},"status":{"phase":"Running"},
                          "spec":{"priorityClassName":"high","containers":[{"name":"c"}]}},
                         {"metadata":{"name":"own","uid":"3"},"status":{"phase":"Running"},
                          "spec":{"priority":7,"containers":[{"name":"c"}]}}]}
                        """);
        Path classes =
                file(
                        "classes.yaml",
                        """
                        {apiVersion: scheduling.k8s.io/v1, kind: PriorityClass, metadata: {name: high}, value: 900}
                        ---
                        {apiVersion: scheduling.k8s.io/v1, kind: PriorityClass, metadata: {name: usual}, value: 50, globalDefault: true}
                        """);

        assertThat(read(pods, classes).cluster().pods())
                .extracting(pod -> pod.key().name(), pod -> pod.spec().policy().priority())
                .containsExactlyInAnyOrder(
                        tuple("default", 50), tuple("named", 900), tuple("own", 7));
    }

    @Test
    void takesTheLastOfTwoPodsWithOneNameHoweverTheyWereWrittenDown() throws IOException {
        Path seen =
                file(
                        "seen.json",
                        """
                        {"kind":"List","apiVersion":"v1","items":[
                         {"kind":"Pod","apiVersion":"v1","metadata":{"name":"p","uid":"1"},
                          "spec":{"nodeName":"n","containers":[{"name":"c"}]},
                          "status":{"phase":"Running"}}]}
                        """);
        Path manifest =
                file(
                        "manifest.yaml",
                        """
                        {apiVersion: v1, kind: Pod, metadata: {name: p}, spec: {containers: [{name: c}]}}
                        """);

        assertThat(read(manifest, seen).cluster().pods())
                .extracting(pod -> pod.spec().nodeName())
                .containsExactly(Optional.of("n"));
        assertThat(read(seen, manifest).cluster().pods())
                .extracting(pod -> pod.spec().nodeName())
                .containsExactly(Optional.empty());
    }

    @Test
    void namesEachPodOfALongListThatDecisionsCannotUse() throws IOException {
        Path pods =
                file(
                        "pods.json",
                        """
                        {"kind":"PodList","apiVersion":"v1","items":[
                         {"metadata":{"name":"p","uid":"1"},"status":{"phase":"Running"}},
                         {"metadata":{"name":"q","uid":"2","creationTimestamp":"yesterday"},
                          "status":{"phase":"Running"}}]}
                        """);

        assertThatExceptionOfType(InvalidFileException.class)
                .isThrownBy(() -> read(pods))
                .withMessageContaining(
                        "pods.json: line 3: items[1]: Pod q: metadata.creationTimestamp")
                .withMessageContaining("yesterday");
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

    private static ClusterFiles.Contents read(Path... paths) {
        return new ClusterFiles(List.of(paths), List.of(), false).read("kube-system");
    }

    private static Stream<String> podNames(ClusterFiles.Contents read) {
        return read.cluster().pods().stream().map(pod -> pod.key().toString());
    }

    private static Stream<String> nodeNames(ClusterFiles.Contents read) {
        return read.cluster().nodes().stream().map(Node::name);
    }
}
