package io.plimsoll.cli;

import io.plimsoll.autoscaler.app.plan.Output;
import io.plimsoll.checks.CheckReport;
import io.plimsoll.checks.EnvironmentChecks;
import io.plimsoll.checks.Subject;
import io.plimsoll.checks.change.Change;
import io.plimsoll.checks.change.ChangePlan;
import io.plimsoll.cli.subject.SubjectFiles;
import io.plimsoll.environment.Environment;
import io.plimsoll.environment.module.Module;
import io.plimsoll.environment.output.FileTree;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code check}: what will go wrong with an environment, before anything is deployed. */
@Command(
        name = "check",
        description =
                "Checks an environment, its templates and its manifests; the answer is no if there is an error.",
        footer = {
            "",
            "Examples:",
            "  ./plimsoll check -f my.yaml",
            "  ./plimsoll check --against deployed",
            "  ./plimsoll check --templates cdk.out --manifests dist -o json"
        },
        mixinStandardHelpOptions = true)
final class CheckCommand implements Callable<Integer> {

    @Spec private CommandSpec command = CommandSpec.create();

    @Mixin private EnvironmentOptions environment = new EnvironmentOptions();
    @Mixin private OutputOptions output = new OutputOptions();

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FORMAT",
            defaultValue = "text",
            description = "text, json or yaml; default: text.")
    private Output format = Output.text;

    @Option(
            names = "--templates",
            paramLabel = "DIR",
            description = "Templates that are there, such as cdk.out; default: new ones.")
    private Optional<Path> templates = Optional.empty();

    @Option(
            names = "--manifests",
            paramLabel = "PATH",
            description = "Manifests that are there: a folder or a file; default: new ones.")
    private Optional<Path> manifests = Optional.empty();

    @Option(
            names = "--node-groups",
            paramLabel = "FILE",
            description =
                    "What aws autoscaling describe-auto-scaling-groups prints, in place of the templates' groups.")
    private Optional<Path> nodeGroups = Optional.empty();

    @Option(
            names = "--against",
            paramLabel = "DIR",
            description =
                    "Templates that are deployed, such as a kept cdk.out; says what a deployment changes, and how.")
    private Optional<Path> against = Optional.empty();

    @Option(
            names = "--online",
            description =
                    "Asks EKS, with the credentials at hand, which versions of the add-ons it offers.")
    private boolean online;

    @Override
    public Integer call() throws Exception {
        // Its warnings are findings here, or accepted.
        LocalDate today = LocalDate.now(ZoneOffset.UTC);
        Environment read = environment.readFile(today).environment();
        Path folder = Files.createTempDirectory("plimsoll-check-");
        try {
            Map<Module, Path> missing = new HashMap<>();
            Path assembly =
                    templates.orElseGet(
                            () -> wanted(missing, Module.STACKS, folder.resolve("cdk.out")));
            Path objects =
                    manifests.orElseGet(
                            () -> wanted(missing, Module.CHARTS, folder.resolve("manifests")));
            int exitCode =
                    missing.isEmpty()
                            ? ExitCode.OK
                            : Synthesis.of(environment)
                                    .run(missing, command.commandLine().getErr(), output.isQuiet());
            return exitCode == ExitCode.OK
                    ? check(SubjectFiles.read(read, today, assembly, objects, nodeGroups), assembly)
                    : exitCode;
        } finally {
            FileTree.delete(folder);
        }
    }

    private static Path wanted(Map<Module, Path> missing, Module module, Path folder) {
        missing.put(module, folder);
        return folder;
    }

    private Subject asked(Subject subject, Path assembly) {
        return online
                ? subject.withAddons(
                        OnlineAddons.ask(
                                subject.environment().cluster(),
                                SubjectFiles.addonVersions(
                                        assembly, subject.environment().cluster().name())))
                : subject;
    }

    private List<Change> changes(Path assembly) {
        return against.isPresent()
                ? ChangePlan.between(
                        SubjectFiles.templates(against.get()), SubjectFiles.templates(assembly))
                : List.of();
    }

    private int check(SubjectFiles.Read read, Path assembly) {
        // What was written a moment ago holds nothing that nobody knows of.
        if (manifests.isPresent() || nodeGroups.isPresent()) {
            PrintWriter err = command.commandLine().getErr();
            read.notes().forEach(err::println);
            err.flush();
        }
        Subject subject = asked(read.subject().with(changes(assembly)), assembly);
        CheckReport report = EnvironmentChecks.run(subject);
        PrintWriter out = command.commandLine().getOut();
        CheckDocument document = CheckDocument.of(report);
        format.print(
                out,
                against.isPresent() ? document.with(subject.changes()) : document,
                _ ->
                        (against.isPresent()
                                        ? new ChangeTable(output.ansi()).of(subject.changes())
                                        : "")
                                + new CheckTable(output.ansi()).of(report));
        return report.passed() ? ExitCode.OK : Plimsoll.NO;
    }
}
