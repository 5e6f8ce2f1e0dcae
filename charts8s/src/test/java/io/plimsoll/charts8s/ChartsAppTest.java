package io.plimsoll.charts8s;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class ChartsAppTest {

    @TempDir private Path temporary = Path.of("");

    private final StringWriter errors = new StringWriter();
    private final StringWriter output = new StringWriter();

    @Test
    void writesOneFileAChartInTheOrderTheyAreApplied() throws IOException {
        int exitCode = run(System.getenv(), Environments.DEFAULT_FILE);

        assertThat(exitCode).isZero();
        assertThat(names())
                .containsExactly(
                        ".plimsoll-files",
                        "0000-namespaces.k8s.yaml",
                        "0001-autoscaler.k8s.yaml",
                        "0002-upstream.k8s.yaml",
                        "0003-kong.k8s.yaml",
                        "0004-load.k8s.yaml");
    }

    @Test
    void warnsOnceOfAnAccountThatNobodyFillsIn() {
        run(System.getenv(), Environments.DEFAULT_FILE);

        assertThat(errors.toString().lines())
                .singleElement()
                .asString()
                .startsWith("warning: ")
                .contains("cluster.account", "${AWS_ACCOUNT_ID}", "0001-autoscaler.k8s.yaml");
    }

    @Test
    void doesNotWarnOfAnAccountThatFluxFillsIn() {
        run(System.getenv(), Environments.DEFAULT_FILE, "--layout=flux");

        assertThat(errors.toString()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"account: '111122223333'", "identity: pod-identity"})
    void doesNotWarnWhereNoFileNeedsTheAccount(String key) throws IOException {
        Path file =
                Files.writeString(
                        temporary.resolve("e.yaml"), "cluster: {name: x, %s}%n".formatted(key));

        assertThat(run(System.getenv(), file)).isZero();
        assertThat(errors.toString()).isEmpty();
    }

    @Test
    void saysWhatIsWrongWithTheEnvironmentAndWritesNothing() throws IOException {
        Path file = Files.writeString(temporary.resolve("bad.yaml"), "cluster: {nam: x}\n");

        int exitCode = run(System.getenv(), file);

        assertThat(exitCode).isEqualTo(2);
        assertThat(errors.toString()).contains("bad.yaml:1: cluster.nam:");
        assertThat(temporary.resolve("out")).doesNotExist();
    }

    @Test
    void saysInOneSentenceThatNodeIsMissing() {
        int exitCode =
                run(
                        Map.of("JSII_NODE", temporary.resolve("node").toString()),
                        Environments.DEFAULT_FILE);

        assertThat(exitCode).isEqualTo(2);
        assertThat(errors.toString().lines()).singleElement().asString().contains("Node");
        assertThat(temporary.resolve("out")).doesNotExist();
    }

    @Test
    void writesTheSameBytesEachTimeAndThenFindsNoDifference() throws IOException {
        run(System.getenv(), Environments.DEFAULT_FILE, "--layout=argocd");
        FileTime written = Files.getLastModifiedTime(index());
        run(System.getenv(), Environments.DEFAULT_FILE, "--layout=argocd");

        assertThat(run(System.getenv(), Environments.DEFAULT_FILE, "--layout=argocd", "--check"))
                .isZero();
        assertThat(Files.getLastModifiedTime(index())).isEqualTo(written);
    }

    @Test
    void showsHowAFolderDiffersAndLeavesItAsItIs() throws IOException {
        run(System.getenv(), Environments.DEFAULT_FILE);
        Path kong = temporary.resolve("out/0003-kong.k8s.yaml");
        String edited = Files.readString(kong).replace("maxReplicas: 10", "maxReplicas: 99");
        Files.writeString(kong, edited);

        int exitCode = run(System.getenv(), Environments.DEFAULT_FILE, "--check");

        assertThat(exitCode).isEqualTo(1);
        assertThat(output.toString())
                .contains("--- a/0003-kong.k8s.yaml", "-  maxReplicas: 99", "+  maxReplicas: 10");
        assertThat(kong).hasContent(edited);
    }

    @Test
    void removesTheFilesOfAnotherLayout() throws IOException {
        run(System.getenv(), Environments.DEFAULT_FILE);
        run(System.getenv(), Environments.DEFAULT_FILE, "--layout=flux");

        assertThat(names()).containsExactly(".plimsoll-files", "flux", "manifests");

        run(System.getenv(), Environments.DEFAULT_FILE);
        assertThat(names()).hasSize(6).doesNotContain("flux", "manifests");
    }

    @Test
    void refusesAnUnknownLayoutAndNamesThoseItKnows() {
        assertThat(run(System.getenv(), Environments.DEFAULT_FILE, "--layout=helm")).isEqualTo(2);
        assertThat(errors.toString()).contains("plain", "kustomize", "argocd", "flux");
    }

    @Test
    void refusesAnUnknownOption() {
        int exitCode = commandLine(System.getenv()).execute("--outt", temporary.toString());

        assertThat(exitCode).isEqualTo(2);
        assertThat(errors.toString()).contains("--outt");
    }

    private int run(Map<String, String> variables, Path environmentFile, String... options) {
        List<String> arguments = new ArrayList<>(List.of(options));
        arguments.add("--environment-file=" + environmentFile);
        arguments.add("--out=" + temporary.resolve("out"));
        return commandLine(variables).execute(arguments.toArray(String[]::new));
    }

    private Path index() {
        return temporary.resolve("out/.plimsoll-files");
    }

    private CommandLine commandLine(Map<String, String> variables) {
        return ChartsApp.commandLine(variables)
                .setErr(new PrintWriter(errors, true))
                .setOut(new PrintWriter(output, true));
    }

    private String[] names() throws IOException {
        try (var paths = Files.list(temporary.resolve("out"))) {
            return paths.map(path -> path.getFileName().toString()).sorted().toArray(String[]::new);
        }
    }

    @Test
    void saysWhatNamespacesThatAreThereAlreadyWouldRefuse() {
        run(System.getenv(), Environments.DEFAULT_FILE);

        assertThat(output.toString())
                .contains("--overwrite namespace demo kong pod-security.kubernetes.io/enforce");
    }
}
