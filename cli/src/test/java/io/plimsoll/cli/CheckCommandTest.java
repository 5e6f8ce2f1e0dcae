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
                            cluster: {name: edited, kubernetesVersion: "1.35", identity: %s}
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
                    --manifests   | nowhere          | is no folder
                    --node-groups | environment.yaml | environment.yaml
                    """)
    void refusesWhatItCannotRead(String option, String file, String message) {
        Invocation refused = check(option, folder.resolve(file).toString());

        assertThat(refused.exitCode()).isEqualTo(2);
        assertThat(refused.err()).contains(message).doesNotContain("Internal error");
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
