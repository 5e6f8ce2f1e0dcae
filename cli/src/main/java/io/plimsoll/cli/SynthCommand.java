package io.plimsoll.cli;

import io.plimsoll.autoscaler.aws.assembly.CloudAssembly;
import io.plimsoll.checks.CheckReport;
import io.plimsoll.checks.EnvironmentChecks;
import io.plimsoll.checks.Subject;
import io.plimsoll.checks.change.Change;
import io.plimsoll.checks.change.ChangePlan;
import io.plimsoll.checks.change.Template;
import io.plimsoll.cli.subject.SubjectFiles;
import io.plimsoll.environment.Environment;
import io.plimsoll.environment.input.InvalidFileException;
import io.plimsoll.environment.module.Module;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code synth}: CloudFormation templates, without the CDK's CLI. */
@Command(
        name = "synth",
        description = "Writes CloudFormation templates.",
        mixinStandardHelpOptions = true)
final class SynthCommand implements Callable<Integer> {

    @Spec private CommandSpec command = CommandSpec.create();
    @Mixin private EnvironmentOptions environment = new EnvironmentOptions();
    @Mixin private OutputOptions output = new OutputOptions();

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description =
                    "Where to; default: cdk.out beside an environment.yaml that is here, else of the checkout.")
    private Optional<Path> out = Optional.empty();

    @Override
    public Integer call() throws Exception {
        Path folder = out.orElseGet(() -> environment.place().resolve("cdk.out"));
        List<String> arguments =
                Stream.concat(
                                environment.arguments().stream(),
                                Stream.of("--out", folder.toAbsolutePath().toString()))
                        .toList();
        List<Template> before = held(folder);
        int exitCode = Module.STACKS.run(arguments);
        if (exitCode == CommandLine.ExitCode.OK && !output.isQuiet()) {
            sumUp(folder);
            compare(before, folder);
        }
        return exitCode;
    }

    /** Nothing where there is no assembly, or one that nobody can read. */
    private static List<Template> held(Path folder) {
        try {
            return Files.exists(folder.resolve("manifest.json"))
                    ? SubjectFiles.templates(folder)
                    : List.of();
        } catch (InvalidFileException _) {
            return List.of();
        }
    }

    /** With what the folder held, which is deployed in most cases. */
    private void compare(List<Template> before, Path folder) {
        List<Change> changes = ChangePlan.between(before, SubjectFiles.templates(folder));
        if (!changes.isEmpty()) {
            PrintWriter out = command.commandLine().getOut();
            out.println();
            out.println("To what " + folder + " held before:");
            out.print(new ChangeTable(output.ansi()).of(changes));
            out.flush();
        }
    }

    /** What the stacks' own process read and warned of is read here without a word. */
    private void sumUp(Path folder) throws Exception {
        PrintWriter out = command.commandLine().getOut();
        LocalDate today = LocalDate.now(ZoneOffset.UTC);
        List<Template> templates = SubjectFiles.templates(folder);
        for (Map.Entry<String, Environment> chosen : environment.readAll(today).entrySet()) {
            CheckReport report = EnvironmentChecks.run(new Subject(chosen.getValue(), today));
            if (!chosen.getKey().isEmpty()) {
                out.println("Environment " + chosen.getKey());
            }
            out.print(new DeploymentSummary(chosen.getValue(), templates, today).text());
            out.println();
            out.print(new CheckTable(output.ansi()).of(report));
            out.println();
        }
        out.println("Stacks: " + String.join(", ", CloudAssembly.read(folder).stacks()));
        out.println("Wrote " + folder);
        out.flush();
    }
}
