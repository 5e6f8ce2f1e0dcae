package io.plimsoll.cli;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.plimsoll.checks.CheckReport;
import io.plimsoll.checks.EnvironmentChecks;
import io.plimsoll.checks.Subject;
import io.plimsoll.checks.manifest.Manifests;
import io.plimsoll.environment.Environment;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
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
                "Checks an environment and its manifests; the answer is no if there is an error.",
        mixinStandardHelpOptions = true)
final class CheckCommand implements Callable<Integer> {

    /** How the report is written. */
    enum Format {
        TEXT,
        JSON
    }

    @Spec private CommandSpec command = CommandSpec.create();

    @Mixin private EnvironmentOptions environment = new EnvironmentOptions();
    @Mixin private OutputOptions output = new OutputOptions();

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FORMAT",
            defaultValue = "TEXT",
            description = "text or json; default: text.")
    private Format format = Format.TEXT;

    @Override
    public Integer call() throws Exception {
        // Its warnings are findings here, or accepted.
        LocalDate today = LocalDate.now(ZoneOffset.UTC);
        Environment read = environment.readFile(today).environment();
        Path folder = Files.createTempDirectory("plimsoll-check-");
        try {
            Path manifests = folder.resolve("manifests");
            int exitCode = write(manifests, folder.resolve("log"));
            return exitCode == ExitCode.OK ? check(read, today, manifests) : exitCode;
        } finally {
            delete(folder);
        }
    }

    private int write(Path manifests, Path log) throws IOException {
        List<String> arguments = new ArrayList<>(environment.arguments());
        arguments.addAll(List.of("--out", manifests.toString()));
        int exitCode = Module.CHARTS.start(arguments, log).exitCode();
        if (exitCode != ExitCode.OK) {
            command.commandLine().getErr().println(Files.readString(log).strip());
        }
        return exitCode;
    }

    private int check(Environment read, LocalDate today, Path folder) throws IOException {
        List<HasMetadata> objects =
                io.plimsoll.demo.world.Manifests.read(folder, Set.of()).all(HasMetadata.class);
        CheckReport report =
                EnvironmentChecks.run(new Subject(read, today, new Manifests(objects)));
        PrintWriter out = command.commandLine().getOut();
        switch (format) {
            case TEXT -> out.print(new CheckTable(output.ansi()).of(report));
            case JSON -> out.println(CheckDocument.of(report).toJson());
        }
        out.flush();
        return report.passed() ? ExitCode.OK : Plimsoll.NO;
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> paths = Files.walk(folder)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
