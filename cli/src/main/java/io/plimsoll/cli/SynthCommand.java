package io.plimsoll.cli;

import io.plimsoll.autoscaler.app.plan.Output;
import io.plimsoll.autoscaler.aws.assembly.CloudAssembly;
import io.plimsoll.checks.CheckReport;
import io.plimsoll.checks.EnvironmentChecks;
import io.plimsoll.checks.Subject;
import io.plimsoll.checks.change.Change;
import io.plimsoll.checks.change.ChangePlan;
import io.plimsoll.checks.change.Template;
import io.plimsoll.cli.subject.SubjectFiles;
import io.plimsoll.environment.file.InvalidEnvironmentException;
import io.plimsoll.environment.input.InvalidFileException;
import io.plimsoll.environment.module.Module;
import io.plimsoll.environment.module.Progress;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
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
        footer = {
            "",
            "Examples:",
            "  ./plimsoll synth -f my.yaml",
            "  ./plimsoll synth --out deployed -o json | jq .stacks"
        },
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

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FORMAT",
            defaultValue = "text",
            description = "What is said of them: text, json or yaml; default: text.")
    private Output format = Output.text;

    @Override
    public Integer call() throws Exception {
        Path folder = out.orElseGet(() -> environment.place().resolve("cdk.out"));
        List<Template> before = held(folder);
        int exitCode = synthesize(folder);
        if (exitCode == CommandLine.ExitCode.OK && !output.isQuiet()) {
            List<Change> changes = ChangePlan.between(before, SubjectFiles.templates(folder));
            List<Chosen> chosen = chosen(folder);
            SynthDocument document =
                    SynthDocument.of(
                            folder.toString(),
                            CloudAssembly.read(folder).stacks(),
                            chosen.stream().map(Chosen::document).toList(),
                            changes);
            format.print(command.commandLine().getOut(), document, all -> text(all, chosen));
        }
        return exitCode;
    }

    /** What the stacks' own process says is for people, and stands before the summary. */
    private int synthesize(Path folder) throws IOException {
        List<String> arguments =
                Stream.concat(
                                environment.arguments().stream(),
                                Stream.of("--out", folder.toAbsolutePath().toString()))
                        .toList();
        PrintWriter err = command.commandLine().getErr();
        Path log = Files.createTempFile("plimsoll-", ".log");
        try {
            int exitCode;
            try (Progress _ = Progress.of(err, "Synthesizing", output.isQuiet())) {
                exitCode = Module.STACKS.start(arguments, log).exitCode();
            }
            err.print(Files.readString(log));
            err.flush();
            return exitCode;
        } finally {
            Files.delete(log);
        }
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

    private record Chosen(String name, DeploymentSummary summary, CheckReport report) {
        SynthDocument.Chosen document() {
            return SynthDocument.Chosen.of(name, summary, report);
        }
    }

    /** What the stacks' own process read and warned of is read here without a word. */
    private List<Chosen> chosen(Path folder) throws InvalidEnvironmentException {
        LocalDate today = LocalDate.now(ZoneOffset.UTC);
        List<Template> templates = SubjectFiles.templates(folder);
        return environment.readAll(today).entrySet().stream()
                .map(entry ->
                        new Chosen(
                                entry.getKey(),
                                new DeploymentSummary(entry.getValue(), templates, today),
                                EnvironmentChecks.run(new Subject(entry.getValue(), today))))
                .toList();
    }

    /** The changes are to what the folder held, which is deployed in most cases. */
    private String text(SynthDocument document, List<Chosen> all) {
        StringBuilder text = new StringBuilder();
        for (Chosen chosen : all) {
            if (!chosen.name().isEmpty()) {
                text.append("Environment ").append(chosen.name()).append('\n');
            }
            text.append(chosen.summary().text())
                    .append('\n')
                    .append(new CheckTable(output.ansi()).of(chosen.report()))
                    .append('\n');
        }
        text.append(
                "Stacks: %s%nWrote %s%n"
                        .formatted(String.join(", ", document.stacks()), document.folder()));
        if (!document.changes().isEmpty()) {
            text.append("%nTo what %s held before:%n".formatted(document.folder()))
                    .append(new ChangeTable(output.ansi()).of(document.changes()));
        }
        return text.toString();
    }
}
