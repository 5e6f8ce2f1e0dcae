package io.plimsoll.charts8s;

import io.plimsoll.charts8s.output.ForeignFileException;
import io.plimsoll.charts8s.output.GeneratedFiles;
import io.plimsoll.charts8s.output.ManifestFolder;
import io.plimsoll.charts8s.output.NodeRuntime;
import io.plimsoll.environment.Environment;
import io.plimsoll.environment.file.EnvironmentFile;
import io.plimsoll.environment.file.InvalidEnvironmentException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.SortedMap;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * Writes an environment's manifests. Exit code 0: written; 2: bad input, and nothing is written.
 */
@Command(
        name = "manifests",
        description = "Writes the environment's Kubernetes manifests.",
        mixinStandardHelpOptions = true)
public final class ChartsApp implements Callable<Integer> {

    @Option(
            names = "--environment-file",
            paramLabel = "FILE",
            defaultValue = "environment.yaml",
            description = "The environment to write; ${DEFAULT-VALUE} if left out.")
    private Path environmentFile = Path.of("");

    @Option(
            names = "--out",
            paramLabel = "DIR",
            defaultValue = "${env:CDK8S_OUTDIR:-dist}",
            description = "Where to; CDK8S_OUTDIR or dist if left out.")
    private Path out = Path.of("");

    @Spec private CommandSpec spec = CommandSpec.create();

    private final Map<String, String> variables;

    ChartsApp(Map<String, String> variables) {
        this.variables = variables;
    }

    public static void main(String[] args) {
        System.exit(new CommandLine(new ChartsApp(System.getenv())).execute(args));
    }

    @Override
    public Integer call() throws IOException {
        if (!NodeRuntime.isPresent(variables)) {
            return refuse(
                    "Node.js isn't on PATH, and cdk8s runs on it: install Node 20 or newer, or set"
                            + " JSII_NODE to its program.");
        }
        try {
            Environment environment =
                    EnvironmentFile.read(environmentFile, LocalDate.now(ZoneOffset.UTC))
                            .environment();
            SortedMap<String, String> files = GeneratedFiles.of(EnvironmentCharts.of(environment));
            new ManifestFolder(out).write(files);
            spec.commandLine().getOut().printf("Wrote %d files to %s%n", files.size(), out);
            return ExitCode.OK;
        } catch (InvalidEnvironmentException | ForeignFileException e) {
            return refuse(String.valueOf(e.getMessage()));
        }
    }

    private int refuse(String message) {
        spec.commandLine().getErr().println(message);
        return ExitCode.USAGE;
    }
}
