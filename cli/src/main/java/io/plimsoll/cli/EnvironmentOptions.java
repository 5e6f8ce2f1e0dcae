package io.plimsoll.cli;

import io.plimsoll.environment.Environment;
import io.plimsoll.environment.file.EnvironmentFile;
import io.plimsoll.environment.file.InvalidEnvironmentException;
import io.plimsoll.environment.file.ListedEnvironments;
import io.plimsoll.environment.file.Problem;
import io.plimsoll.environment.module.Module;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Which environment a command is about. */
final class EnvironmentOptions {

    private static final String USUAL = "environment.yaml";

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command = CommandSpec.create();

    @Option(
            names = {"-f", "--file"},
            paramLabel = "FILE",
            description =
                    "The environment file; default: environment.yaml of the current folder, else of the checkout.")
    private Optional<Path> file = Optional.empty();

    @Option(
            names = "--environment",
            paramLabel = "NAME",
            description = "Which one, where the file lists several.")
    private Optional<String> name = Optional.empty();

    Path file() {
        Path here = Path.of(USUAL);
        return file.orElseGet(() -> Files.exists(here) ? here : Module.home().resolve(USUAL));
    }

    /**
     * Puts another file of the checkout in place of the checkout's own environment, where that is
     * what would be read.
     *
     * @return whether it is
     */
    boolean instead(String other) throws IOException {
        boolean own =
                file.isEmpty()
                        && name.isEmpty()
                        && Files.isSameFile(file(), Module.home().resolve(USUAL));
        if (own) {
            file = Optional.of(Module.home().resolve(other));
        }
        return own;
    }

    /** Where outputs go that no option places: beside an environment.yaml that is here. */
    Path place() {
        return file.isEmpty() && Files.exists(Path.of(USUAL))
                ? Path.of("").toAbsolutePath()
                : Module.home();
    }

    /**
     * Reads the file; warnings go to standard error.
     *
     * @throws InvalidEnvironmentException with everything that is wrong with it
     */
    Environment read() throws InvalidEnvironmentException {
        EnvironmentFile read = readFile(LocalDate.now(ZoneOffset.UTC));
        for (Problem warning : read.warnings()) {
            command.commandLine().getErr().println("warning: " + warning);
        }
        return read.environment();
    }

    /**
     * Reads the file and leaves its warnings to the caller.
     *
     * @throws InvalidEnvironmentException with everything that is wrong with it
     */
    EnvironmentFile readFile(LocalDate today) throws InvalidEnvironmentException {
        return EnvironmentFile.read(file(), name, today);
    }

    /**
     * The one that is named, or all of the file, by name; without a word about warnings.
     *
     * @throws InvalidEnvironmentException with everything that is wrong with the file
     */
    SequencedMap<String, Environment> readAll(LocalDate today) throws InvalidEnvironmentException {
        ListedEnvironments listed = ListedEnvironments.read(file(), today);
        SequencedMap<String, Environment> chosen = new LinkedHashMap<>();
        if (name.isPresent()) {
            chosen.put(name.get(), listed.choose(file().toString(), name).environment());
            return chosen;
        }
        listed.byName().forEach((key, read) -> chosen.put(key, read.environment()));
        return chosen;
    }

    /** The same choice for a module's own main. */
    List<String> arguments() {
        List<String> arguments =
                new ArrayList<>(List.of("--environment-file", file().toAbsolutePath().toString()));
        name.ifPresent(chosen -> arguments.addAll(List.of("--environment", chosen)));
        return arguments;
    }
}
