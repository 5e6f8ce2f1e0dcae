package io.plimsoll.stacks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StacksAppTest {

    private final StringWriter err = new StringWriter();

    @TempDir private Path folder;

    @Test
    void writesTheAssemblyInPlaceOfTheOldOne() throws IOException {
        Path out = folder.resolve("cdk.out");
        Path several = Path.of("..", "examples", "two-environments.yaml");
        assertThat(run(several, out, Map.of())).as(err.toString()).isZero();
        assertThat(out).isDirectoryContaining("glob:**/assembly-*");

        int exitCode = run(environment("cluster: {name: test}"), out, Map.of());

        assertThat(exitCode).as(err.toString()).isZero();
        assertThat(out)
                .isDirectoryContaining("glob:**/network.template.json")
                .isDirectoryContaining("glob:**/cluster.template.json")
                .isDirectoryContaining("glob:**/node-groups.template.json")
                .isDirectoryContaining("glob:**/identity.template.json")
                .isDirectoryNotContaining("glob:**/assembly-*");
    }

    @Test
    void leavesAWebAppAloneThatHasAManifestToo() throws IOException {
        Path out = Files.createDirectories(folder.resolve("app"));
        Path manifest = Files.writeString(out.resolve("manifest.json"), "{\"name\": \"app\"}");
        Path head = Files.createDirectories(out.resolve(".git")).resolve("HEAD");
        Files.writeString(head, "ref");
        Path neighbour = Files.createDirectories(folder.resolve("app.new")).resolve("letter.txt");
        Files.writeString(neighbour, "Dear");

        int exitCode = run(environment("cluster: {name: test}"), out, Map.of());

        assertThat(exitCode).isEqualTo(2);
        assertThat(err.toString().lines().toList().getLast())
                .contains("cannot write " + out, ".git");
        assertThat(manifest).hasContent("{\"name\": \"app\"}");
        assertThat(head).hasContent("ref");
        assertThat(neighbour).hasContent("Dear");
    }

    @Test
    void leavesTheFilesOfTheCdkCliInItsFolder() throws IOException {
        Path out = Files.createDirectories(folder.resolve("cdk.out"));
        Path lock = Files.writeString(out.resolve("synth.lock"), "1");

        int exitCode =
                StacksApp.run(
                        Map.of("CDK_OUTDIR", out.toString()),
                        new PrintWriter(err),
                        "--environment-file",
                        environment("cluster: {name: test}").toString());

        assertThat(exitCode).as(err.toString()).isZero();
        assertThat(out).isDirectoryContaining("glob:**/network.template.json");
        assertThat(lock).hasContent("1");
    }

    @ParameterizedTest
    @CsvSource({"Gateways_EU, Gateways-EU-network", "35-kong, eks-35-kong-network"})
    void namesStacksAsCloudFormationAllowsIt(String cluster, String stack) throws IOException {
        Path out = folder.resolve("cdk.out");

        int exitCode = run(environment("cluster: {name: " + cluster + "}"), out, Map.of());

        assertThat(exitCode).as(err.toString()).isZero();
        assertThat(Files.readString(out.resolve("manifest.json")))
                .contains("\"stackName\": \"" + stack + "\"");
    }

    @Test
    void refusesABadEnvironmentAndWritesNothing() throws IOException {
        Path out = folder.resolve("cdk.out");

        int exitCode = run(environment("cluster: {nam: test}"), out, Map.of());

        assertThat(exitCode).isEqualTo(2);
        assertThat(err.toString()).contains("environment.yaml:1").contains("nam");
        assertThat(out).doesNotExist();
    }

    @Test
    void saysInOneSentenceThatNodeIsMissing() throws IOException {
        Path out = folder.resolve("cdk.out");
        Map<String, String> variables = Map.of("JSII_NODE", folder.resolve("node").toString());

        int exitCode = run(environment("cluster: {name: test}"), out, variables);

        assertThat(exitCode).isEqualTo(2);
        assertThat(err.toString()).contains("Node.js is not there").contains("20 or newer");
        assertThat(out).doesNotExist();
    }

    @Test
    void saysThatNodeIsTooOld() throws IOException {
        Path node = Files.writeString(folder.resolve("node"), "#!/bin/sh\necho v18.19.1\n");
        assertThat(node.toFile().setExecutable(true)).isTrue();

        int exitCode =
                run(
                        environment("cluster: {name: test}"),
                        folder.resolve("cdk.out"),
                        Map.of("JSII_NODE", node.toString()));

        assertThat(exitCode).isEqualTo(2);
        assertThat(err.toString()).contains("Node.js v18.19.1 is too old");
    }

    @Test
    void leavesAFolderAloneThatHoldsSomethingElse() throws IOException {
        Path out = Files.createDirectories(folder.resolve("home"));
        Path letter = Files.writeString(out.resolve("letter.txt"), "Dear");

        int exitCode = run(environment("cluster: {name: test}"), out, Map.of());

        assertThat(exitCode).isEqualTo(2);
        assertThat(err.toString()).contains("letter.txt");
        assertThat(letter).hasContent("Dear");
    }

    @Test
    void takesTheFileFromTheCdkClisContext() throws IOException {
        Path file = environment("cluster: {nam: test}");
        Map<String, String> variables =
                Map.of("CDK_CONTEXT_JSON", "{\"environment\": \"%s\"}".formatted(file));

        int exitCode = StacksApp.run(variables, new PrintWriter(err));

        assertThat(exitCode).isEqualTo(2);
        assertThat(err.toString()).contains(file.toString());
    }

    private Path environment(String text) throws IOException {
        return Files.writeString(folder.resolve("environment.yaml"), text);
    }

    private int run(Path file, Path out, Map<String, String> variables) {
        return StacksApp.run(
                variables,
                new PrintWriter(err),
                "--environment-file",
                file.toString(),
                "--out",
                out.toString());
    }
}
