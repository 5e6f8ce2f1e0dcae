package io.plimsoll.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.environment.Environment;
import io.plimsoll.environment.NodeGroupConfig;
import io.plimsoll.environment.file.EnvironmentFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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
        assertThat(help.out()).contains("Usage: ./plimsoll " + command);
    }

    @Test
    void listsEveryCommand() {
        assertThat(Invocation.of("--help").out())
                .contains("demo", "synth", "manifests", "autoscaler", "bench", "version");
    }

    @Test
    void groupsCommandsAndTellsExitCodesWithinEightyColumns() {
        Invocation help = Invocation.of("--help");

        assertThat(help.out())
                .contains("Write what is deployed:", "Examples:", "Exit codes:", "shadow-report");
        assertThat(help.out().lines()).allMatch(line -> line.length() <= 80);
        assertThat(Invocation.of("check", "--help").out()).contains("Examples:", "Exit codes:");
    }

    @Test
    void namesTheNearestFormat() {
        Invocation refused = Invocation.of("check", "-o", "jsno");

        assertThat(refused.exitCode()).isEqualTo(2);
        assertThat(refused.err())
                .contains("--output: \"jsno\" is not allowed", "did you mean json?");
    }

    @Test
    void refusesACommandThatThereIsNot() {
        Invocation refused = Invocation.of("dmeo");

        assertThat(refused.exitCode()).isEqualTo(2);
        assertThat(refused.err())
                .isEqualToNormalizingNewlines(
                        "dmeo is no command; did you mean demo?; all of it: ./plimsoll --help\n");
    }

    @Test
    void namesTheNearestOption() {
        Invocation refused = Invocation.of("demo", "--sede", "4");

        assertThat(refused.exitCode()).isEqualTo(2);
        assertThat(refused.err())
                .isEqualToNormalizingNewlines(
                        "--sede is no option; did you mean --seed?; all of it: ./plimsoll demo --help\n");
    }

    @Test
    void helpsByTheSameWords() {
        assertThat(Invocation.of("help").out()).isEqualTo(Invocation.of("--help").out());
        assertThat(Invocation.of("help", "demo").out())
                .isEqualTo(Invocation.of("demo", "--help").out());
        assertThat(Invocation.of("help", "autoscaler", "plan").out()).contains("--node-groups");
        assertThat(Invocation.of("help", "dmeo").err()).contains("did you mean demo?");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    bash | complete -F _complete_plimsoll
                    zsh  | bashcompinit
                    fish | complete -c plimsoll -n '__fish_seen_subcommand_from demo' -l seed -r
                    """)
    void completesForAShell(String shell, String line) {
        Invocation completion = Invocation.of("completion", shell);

        assertThat(completion.exitCode()).isZero();
        assertThat(completion.out()).contains(line, "autoscaler", "max-nodes-total", "init");
    }

    @Test
    void writesAFirstEnvironmentThatIsValid() throws Exception {
        Path file = folder.resolve("first.yaml");
        Invocation init =
                Invocation.of(
                        "init",
                        "--name",
                        "shop",
                        "--region",
                        "eu-west-1",
                        "--instance-type",
                        "m7g.large",
                        "--spot",
                        "--mode",
                        "konnect",
                        "--control-plane",
                        "a.example.com",
                        "--telemetry",
                        "b.example.com",
                        "--out",
                        file.toString());

        assertThat(init.exitCode()).as(init.err()).isZero();
        assertThat(init.out()).contains("./plimsoll check --file " + file);
        Environment read = EnvironmentFile.read(file, LocalDate.parse("2026-11-24")).environment();
        assertThat(read.cluster().name()).isEqualTo("shop");
        assertThat(read.nodeGroupsFor(Map.of("plimsoll.io/workload", "kong")))
                .singleElement()
                .satisfies(group ->
                        assertThat(group.machine().capacityType())
                                .isEqualTo(NodeGroupConfig.CapacityType.SPOT));
        assertThat(Invocation.of("init", "--name", "x", "--out", file.toString()).err())
                .contains("is there already");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    --mode=dbless          | --name is missing
                    --name=a b             | cluster.name: must be
                    --name=a --region=west | cluster.region: must be
                    --name=a --mode=konnect | kong.konnect: is missing
                    """)
    void refusesAFirstEnvironmentThatWouldBeWrong(String options, String message) {
        Path file = folder.resolve("wrong.yaml");
        List<String> arguments = new ArrayList<>(List.of("init", "--out", file.toString()));
        arguments.addAll(List.of(options.split(" (?=--)")));

        Invocation init = Invocation.of(arguments.toArray(String[]::new));

        assertThat(init.exitCode()).isEqualTo(2);
        assertThat(init.err()).contains(message);
        assertThat(file).doesNotExist();
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

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    --live --speed 0    | --speed: "0" is not allowed; allowed: 1 to 3600
                    --live --port 70000 | --port: "70000" is not allowed; allowed: 0 to 65535
                    --live --story week | --live shows a simulated story, and no week
                    --speed 9           | --live
                    """)
    void saysWhatAStoryInABrowserTakes(String arguments, String message) {
        Invocation refused = Invocation.of(("demo " + arguments).split(" "));

        assertThat(refused.exitCode()).isEqualTo(2);
        assertThat(refused.err()).contains(message);
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
