package io.plimsoll.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a user types, and what comes back. */
class CommandLineTest {

    @TempDir private Path folder = Path.of("");

    @ParameterizedTest
    @ValueSource(strings = {"demo", "synth", "version"})
    void explainsEachCommand(String command) {
        Invocation help = Invocation.of(command, "--help");

        assertThat(help.exitCode()).isZero();
        assertThat(help.out()).contains("Usage: plimsoll " + command);
    }

    @Test
    void listsEveryCommand() {
        assertThat(Invocation.of("--help").out())
                .contains("demo", "synth", "manifests", "autoscaler", "bench", "version");
    }

    @Test
    void refusesACommandThatThereIsNot() {
        Invocation refused = Invocation.of("dmeo");

        assertThat(refused.exitCode()).isEqualTo(2);
        assertThat(refused.err()).contains("dmeo");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    kong: {requests: {cpu: lots}}                                  | kong.requests.cpu
                    kongg: {mode: dbless}                                          | kong
                    nodeGroups: [{name: kong, instanceTypes: [t3.large], min: 3, max: 1}] | max
                    nodeGroups: [{name: a}, {name: a}]                             | a
                    nodeGroups: [{name: kong, instanceTypes: [t3.lrge]}]           | t3.large
                    """)
    void refusesABadEnvironmentWithOneMessageAndWritesNothing(String section, String named)
            throws IOException {
        Path file =
                Files.writeString(
                        folder.resolve("bad.yaml"), "cluster: {name: c}\n" + section + "\n");
        Path out = folder.resolve("out");

        Invocation refused =
                Invocation.of("demo", "--file", file.toString(), "--out", out.toString());

        assertThat(refused.exitCode()).isEqualTo(2);
        assertThat(refused.err()).contains("bad.yaml:2", named);
        assertThat(out).doesNotExist();
    }

    @Test
    void namesAFileThatIsNotThere() {
        Invocation refused =
                Invocation.of("demo", "--file", folder.resolve("none.yaml").toString());

        assertThat(refused.exitCode()).isEqualTo(2);
        assertThat(refused.err()).contains("none.yaml");
    }

    @Test
    void printsVersionOfItselfAndOfJava() {
        assertThat(Invocation.of("version").out())
                .matches("plimsoll \\d+\\.\\d+\\.\\d+ \\(Java \\d+.*\\)\\R");
    }

    @ParameterizedTest
    @ValueSource(strings = {"demo", "synth", "manifests"})
    void writesNothingWhereTheTargetIsAFileOrALink(String command) throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "text");
        Path link = Files.createSymbolicLink(folder.resolve("link"), folder);

        for (Path target : List.of(file, link, file.resolve("below"))) {
            Invocation refused = Invocation.of(command, "--out", target.toString());

            assertThat(refused.exitCode()).as(command + " " + target).isEqualTo(2);
        }
        assertThat(file).hasContent("text");
        assertThat(folder).isDirectoryNotContaining("glob:**/*.json");
    }
}
