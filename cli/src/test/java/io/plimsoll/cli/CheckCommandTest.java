package io.plimsoll.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What is found in files that somebody edited after they were synthesized. */
class CheckCommandTest {

    @TempDir private static Path shared;

    private Path folder = Path.of("");

    /** Once: the files are copied for every test. */
    private static Path synthesized(String identity) throws IOException {
        Path files = shared.resolve(identity);
        if (!Files.exists(files)) {
            Path out = Files.createDirectories(files);
            Path environment =
                    Files.writeString(
                            out.resolve("environment.yaml"),
                            """
                            cluster: {name: edited, kubernetesVersion: "1.35", identity: %s, imageRegistry: registry.example.com}
                            autoscaler: {flags: {skip-nodes-with-local-storage: false}}
                            """
                                    .formatted(identity));
            Invocation synth =
                    Invocation.of(
                            "synth",
                            "--quiet",
                            "-f",
                            environment.toString(),
                            "--out",
                            out.resolve("cdk.out").toString());
            Invocation manifests =
                    Invocation.of(
                            "manifests",
                            "-f",
                            environment.toString(),
                            "--out",
                            out.resolve("manifests").toString());
            assertThat(synth.exitCode()).as(synth.err()).isZero();
            assertThat(manifests.exitCode()).as(manifests.err()).isZero();
        }
        return files;
    }

    @BeforeEach
    void copy(@TempDir Path fresh) throws IOException {
        folder = fresh;
        copy("irsa");
    }

    private void copy(String identity) throws IOException {
        Path from = synthesized(identity);
        for (Path file : files(from)) {
            Path to = folder.resolve(from.relativize(file).toString());
            Files.createDirectories(to.resolve("..").normalize());
            Files.write(to, Files.readAllBytes(file));
        }
    }

    @Test
    void findsNothingInWhatWasSynthesized() {
        assertThat(ids()).isEmpty();
    }

    @Test
    void findsNothingWherePodIdentityIsUsed() throws IOException {
        copy("pod-identity");

        assertThat(ids()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    cdk.out   | k8s.io/cluster-autoscaler/edited\"                | k8s.io/cluster-autoscaler/other\" | missing-discovery-tag
                    cdk.out   | k8s.io/cluster-autoscaler/enabled               | enabled                           | missing-discovery-tag
                    cdk.out   | node-template/label/plimsoll.io/workload        | node-template/label/workload      | missing-node-template-tag
                    cdk.out   | node-template/taint/plimsoll.io/workload        | taint                             | missing-node-template-tag
                    cdk.out   | edited-us-west-1-autoscaler\"                    | renamed\"                         | role-trust-mismatch
                    cdk.out   | serviceaccount:kube-system:cluster-autoscaler   | serviceaccount:x:y                | role-trust-mismatch
                    cdk.out   | sts.amazonaws.com                               | sts.example.com                   | role-trust-mismatch
                    manifests | serviceAccountName: cluster-autoscaler          | serviceAccountName: renamed       | service-account-without-role,role-trust-mismatch
                    """)
    void findsWhatSomebodyEdited(String place, String text, String other, String expected)
            throws IOException {
        edit(place, text, other);

        assertThat(new LinkedHashSet<>(ids())).containsExactly(expected.split(","));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    cdk.out   | \"ServiceAccount\": \"cluster-autoscaler\" | \"ServiceAccount\": \"renamed\"
                    cdk.out   | kubernetes-namespace\": \"kube-system\"    | kubernetes-namespace\": \"x\"
                    cdk.out   | pods.eks.amazonaws.com                      | ec2.amazonaws.com
                    """)
    void findsAnAssociationThatSomebodyEdited(String place, String text, String other)
            throws IOException {
        copy("pod-identity");
        edit(place, text, other);

        assertThat(ids()).containsExactly("role-trust-mismatch");
    }

    @Test
    void looksAtTheGroupsOfARunningClusterInstead() throws IOException {
        Path groups =
                Files.writeString(
                        folder.resolve("groups.json"),
                        """
                        {"AutoScalingGroups": [%s, %s]}
                        """
                                .formatted(group("edited", "kong"), group("another", "load")));

        assertThat(ids("--node-groups", groups.toString()))
                .containsExactly(
                        "missing-discovery-tag",
                        "missing-discovery-tag",
                        "missing-discovery-tag",
                        "missing-node-template-tag");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    --templates   | nowhere          | has no manifest.json
                    --manifests   | nowhere          | nowhere: no such file
                    --node-groups | environment.yaml | environment.yaml
                    """)
    void refusesWhatItCannotRead(String option, String file, String message) {
        Invocation refused = check(option, folder.resolve(file).toString());

        assertThat(refused.exitCode()).isEqualTo(2);
        assertThat(refused.err()).contains(message).doesNotContain("Internal error");
    }

    @ParameterizedTest
    @CsvSource({
        "k01-job-plus-pdb",
        "k02-statefulset-without-labels",
        "k03-job-generatename",
        "k15-empty",
        "k16-comments",
        "real-argocd-pre-post-sync"
    })
    void readsManifestsOfAllSorts(String manifests) throws IOException {
        addManifests(manifests);

        assertThat(ids()).doesNotContain("workload-exceeds-groups", "pod-fits-no-group");
    }

    @ParameterizedTest
    @CsvSource({
        "k04-dep-100, workload-exceeds-groups",
        "k05-extensions-deployment, workload-exceeds-groups",
        "k06-hpa-v2, workload-exceeds-groups",
        "k07-hpa-v1, workload-exceeds-groups",
        "k08-hpa-v2beta2, workload-exceeds-groups",
        "k09-yml, workload-exceeds-groups",
        "k10-json, workload-exceeds-groups",
        "k12-deployment-list, workload-exceeds-groups",
        "k32-cronjob, workload-exceeds-groups",
        "k33-pod, pod-fits-no-group",
        "chart, workload-exceeds-groups"
    })
    void countsPodsWhateverMakesThem(String manifests, String finding) throws IOException {
        addManifests(manifests);

        assertThat(ids()).contains(finding);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    k13-helm            | line 4: a template with
                    k17-list-only       | line 1: a list is no object
                    k18-badtype         | Deployment default/web: spec.replicas: "many" is not a whole number
                    k19-negreplicas     | Deployment default/web: spec.replicas: -5 is not a whole number, zero or more
                    k21-notemplate      | Deployment web: spec.template.spec.containers is missing
                    k24-pdb-nospec      | PodDisruptionBudget b: spec is missing
                    k26-pdb-badop       | "Contains" is not one of In, NotIn, Exists, DoesNotExist
                    k27-hpa-noscaletarget | HorizontalPodAutoscaler web: spec.scaleTargetRef.kind is missing
                    k31-badqty          | containers[0].resources.requests.cpu: "lots" is not a quantity
                    k37-trunc           | line 6: not YAML
                    k39-containers-null | Deployment default/web: spec.template.spec.containers is missing
                    """)
    void refusesManifestsInOneSentence(String manifests, String sentence) throws IOException {
        addManifests(manifests);
        Invocation refused = check();

        assertThat(refused.exitCode()).isEqualTo(2);
        assertThat(refused.err())
                .startsWith(folder.resolve("manifests").resolve("zz").toString())
                .contains(sentence)
                .doesNotContain("Exception", "java");
    }

    @Test
    void namesWhatItDoesNotRead() throws IOException {
        addManifests("chart");

        assertThat(check().err())
                .contains("Chart.yaml: ignored, no Kubernetes object")
                .contains("of kind Service (v1)");
    }

    private void addManifests(String name) throws IOException {
        Path from = Path.of("src", "test", "resources", "io", "plimsoll", "cli", "inputs", name);
        Path to = Files.createDirectories(folder.resolve("manifests").resolve("zz"));
        for (Path file : files(from)) {
            Files.copy(file, to.resolve(from.relativize(file).toString()));
        }
    }

    private static String group(String cluster, String name) {
        return """
        {"AutoScalingGroupName": "eks-%2$s", "MinSize": 1, "MaxSize": 6, "DesiredCapacity": 1,
         "Tags": [{"Key": "eks:cluster-name", "Value": "%1$s"},
                  {"Key": "eks:nodegroup-name", "Value": "%2$s"}]}
        """
                .formatted(cluster, name);
    }

    private List<String> ids(String... options) {
        Invocation check = check(options);
        JsonNode report = JsonMapper.shared().readTree(check.out());
        assertThat(check.exitCode()).isEqualTo(report.path("passed").asBoolean() ? 0 : 1);
        return report.path("findings").valueStream().map(f -> f.path("id").asString()).toList();
    }

    private Invocation check(String... options) {
        List<String> all = new ArrayList<>(List.of("check", "-o", "json"));
        all.addAll(List.of("-f", folder.resolve("environment.yaml").toString()));
        all.addAll(List.of(options));
        Map.of("--templates", "cdk.out", "--manifests", "manifests")
                .forEach((option, name) -> {
                    if (!all.contains(option)) {
                        all.addAll(List.of(option, folder.resolve(name).toString()));
                    }
                });
        return Invocation.of(all.toArray(String[]::new));
    }

    private void edit(String place, String text, String other) throws IOException {
        boolean found = false;
        for (Path file : files(folder.resolve(place))) {
            String content = Files.readString(file);
            found |= content.contains(text);
            Files.writeString(file, content.replace(text, other));
        }
        assertThat(found).as("%s holds %s", place, text).isTrue();
    }

    private static List<Path> files(Path folder) {
        try (Stream<Path> paths = Files.walk(folder)) {
            return paths.filter(Files::isRegularFile).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
