package io.plimsoll.charts8s;

import io.plimsoll.charts8s.layout.Layout;
import io.plimsoll.charts8s.output.GeneratedFiles;
import io.plimsoll.charts8s.output.ManifestFolder;
import io.plimsoll.charts8s.platform.NamespacesChart;
import io.plimsoll.environment.Environment;
import io.plimsoll.environment.NodeRuntime;
import io.plimsoll.environment.file.EnvironmentFile;
import io.plimsoll.environment.file.InvalidEnvironmentException;
import io.plimsoll.environment.module.Crash;
import io.plimsoll.environment.module.Module;
import io.plimsoll.environment.module.Progress;
import io.plimsoll.environment.names.SharedNames;
import io.plimsoll.environment.output.OutputException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * Writes an environment's manifests. Exit code 0: written, or up to date; 1: {@code --check} found
 * a difference; 2: bad input, and nothing is written; 3: a failure of our own.
 */
@Command(
        name = "manifests",
        description = "Writes the environment's Kubernetes manifests.",
        mixinStandardHelpOptions = true)
public final class ChartsApp implements Callable<Integer> {

    private static final int DIFFERS = 1;

    @Option(
            names = {"-f", "--file", "--environment-file"},
            paramLabel = "FILE",
            defaultValue = "environment.yaml",
            description = "The environment to write; ${DEFAULT-VALUE} if left out.")
    private Path environmentFile = Path.of("");

    @Option(
            names = "--layout",
            paramLabel = "LAYOUT",
            defaultValue = "plain",
            description = "${COMPLETION-CANDIDATES}; ${DEFAULT-VALUE} if left out.")
    private Layout layout = Layout.PLAIN;

    @Option(
            names = "--environment",
            paramLabel = "NAME",
            description = "Which one, where the file lists several.")
    private Optional<String> environmentName = Optional.empty();

    @Option(
            names = "--out",
            paramLabel = "DIR",
            defaultValue = "${env:CDK8S_OUTDIR:-dist}",
            description = "Where to; CDK8S_OUTDIR or dist if left out.")
    private Path out = Path.of("");

    @Option(
            names = "--check",
            description =
                    "Writes nothing; shows how the folder differs from what would be written, and"
                            + " ends with 1 if it does.")
    private boolean check;

    @Spec private CommandSpec spec = CommandSpec.create();

    private final Map<String, String> variables;

    private ChartsApp(Map<String, String> variables) {
        this.variables = variables;
    }

    public static void main(String[] args) {
        System.exit(commandLine(System.getenv()).execute(args));
    }

    static CommandLine commandLine(Map<String, String> variables) {
        return new CommandLine(new ChartsApp(variables))
                .setCommandName(Module.command() + " manifests")
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler(
                        (failure, command, _) -> Crash.tell(failure, command.getErr(), variables));
    }

    @Override
    public Integer call() throws IOException {
        Optional<String> withoutNode = NodeRuntime.problem(variables);
        if (withoutNode.isPresent()) {
            return refuse(withoutNode.get());
        }
        try {
            Environment environment =
                    EnvironmentFile.read(
                                    environmentFile, environmentName, LocalDate.now(ZoneOffset.UTC))
                            .environment();
            SortedMap<String, String> files = files(environment);
            if (layout != Layout.FLUX) {
                warnOfAccount(files);
            }
            return check ? compare(files) : write(files, environment);
        } catch (InvalidEnvironmentException | OutputException e) {
            return refuse(String.valueOf(e.getMessage()));
        }
    }

    private SortedMap<String, String> files(Environment environment) throws IOException {
        try (Progress _ =
                Progress.of(spec.commandLine().getErr(), "Synthesizing manifests", false)) {
            return GeneratedFiles.of(
                    layout.files(environment), "./plimsoll manifests --layout " + layout);
        }
    }

    /** Flux fills the account in; whoever else applies the files would apply the placeholder. */
    private void warnOfAccount(SortedMap<String, String> files) {
        List<String> unfinished =
                files.entrySet().stream()
                        .filter(file -> file.getValue().contains(SharedNames.ACCOUNT_PLACEHOLDER))
                        .map(Map.Entry::getKey)
                        .toList();
        if (!unfinished.isEmpty()) {
            spec.commandLine()
                    .getErr()
                    .printf(
                            "warning: %s: cluster.account: is left out, so %s stands in its place in"
                                    + " %s; set it, or substitute it before you apply the files%n",
                            environmentFile,
                            SharedNames.ACCOUNT_PLACEHOLDER,
                            String.join(", ", unfinished));
        }
    }

    /** Only the cluster knows whether a namespace is there already, and with what in it. */
    private void tellOfPodSecurity(Environment environment) {
        switch (environment.workloads().addOns().workloads().podSecurity()) {
            case ENFORCE -> {
                String names =
                        NamespacesChart.of(environment).objects().stream()
                                .map(namespace -> namespace.getMetadata().getName())
                                .collect(Collectors.joining(" "));
                spec.commandLine()
                        .getOut()
                        .printf(
                                "note: namespaces refuse pods outside of pod security restricted; for those that are there already, kubectl label --dry-run=server --overwrite namespace %s pod-security.kubernetes.io/enforce=restricted names their pods that would be refused, and workloads.podSecurity: warn lets them be%n",
                                names);
            }
            case WARN -> {}
        }
    }

    private int write(SortedMap<String, String> files, Environment environment) {
        new ManifestFolder(out).write(files);
        spec.commandLine().getOut().printf("Wrote %d files to %s%n", files.size(), out);
        tellOfPodSecurity(environment);
        return ExitCode.OK;
    }

    private int compare(SortedMap<String, String> files) {
        List<String> differences = new ManifestFolder(out).differences(files);
        PrintWriter output = spec.commandLine().getOut();
        differences.forEach(output::println);
        if (differences.isEmpty()) {
            output.printf("%s is up to date%n", out);
            return ExitCode.OK;
        }
        spec.commandLine().getErr().printf("%s differs in %d files%n", out, differences.size());
        return DIFFERS;
    }

    private int refuse(String message) {
        spec.commandLine().getErr().println(message);
        return ExitCode.USAGE;
    }
}
