package io.plimsoll.environment.file;

import io.plimsoll.environment.Environment;
import io.plimsoll.environment.file.Yaml.Mapping;
import io.plimsoll.environment.input.InvalidFileException;
import io.plimsoll.environment.input.TextFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * An environment as its file describes it.
 *
 * @param warnings what works but will not for long, in the file's order
 */
public record EnvironmentFile(Environment environment, List<Problem> warnings) {

    /** Bytes; a hundred environments are a tenth of it. */
    private static final long LARGEST = 1L << 20;

    public EnvironmentFile {
        warnings = List.copyOf(warnings);
    }

    /**
     * Reads and checks a file.
     *
     * @param today for what depends on a date, such as the end of a Kubernetes version's support
     * @throws InvalidEnvironmentException with everything that is wrong with the file
     */
    public static EnvironmentFile read(Path file, LocalDate today)
            throws InvalidEnvironmentException {
        return read(file, Optional.empty(), today);
    }

    /**
     * Reads and checks a file that may list several environments.
     *
     * @param name which one is meant; without it the only one
     * @param today for what depends on a date, such as the end of a Kubernetes version's support
     * @throws InvalidEnvironmentException with everything that is wrong with the file
     */
    public static EnvironmentFile read(Path file, Optional<String> name, LocalDate today)
            throws InvalidEnvironmentException {
        return ListedEnvironments.read(file, today).choose(file.toString(), name);
    }

    /**
     * Checks a text.
     *
     * @param name of the text's file, for the messages
     * @throws InvalidEnvironmentException with everything that is wrong with the text
     */
    public static EnvironmentFile parse(String name, String text, LocalDate today)
            throws InvalidEnvironmentException {
        return ListedEnvironments.parse(name, text, today).choose(name, Optional.empty());
    }

    /**
     * @param prefix where in the file the block is, for the messages
     */
    static EnvironmentFile bind(String name, String prefix, Mapping file, LocalDate today)
            throws InvalidEnvironmentException {
        Problems problems = new Problems(name, prefix, file);
        Credentials.check("", file, problems);
        Mapping completed = DerivedDefaults.complete(Defaults.complete(Environment.class, file));
        Environment environment =
                new Binder(problems, folder(name)).bind(Environment.class, completed);
        ClusterRules.check(environment, problems);
        NodeGroupRules.check(environment, problems);
        WorkloadRules.check(environment, problems);
        ArnRules.check(environment, problems);
        QuotaRules.check(environment, problems);
        if (!problems.all().isEmpty()) {
            throw new InvalidEnvironmentException(problems.all());
        }
        List<Problem> warnings =
                new ArrayList<>(ClusterRules.warnings(environment, problems, today));
        warnings.addAll(DeliveryRules.warnings(environment, problems));
        return new EnvironmentFile(environment, warnings);
    }

    private static Path folder(String name) {
        Path parent = Path.of(name).getParent();
        return parent == null ? Path.of("") : parent;
    }

    static Mapping block(String name, String text) throws InvalidEnvironmentException {
        Optional<Yaml> root;
        try {
            root = YamlDocument.parse(text);
        } catch (YamlDocument.InvalidYamlException e) {
            throw new InvalidEnvironmentException(
                    e.problems().stream().map(problem -> problem.in(name)).toList());
        }
        if (root.isEmpty()) {
            throw refused(name, 0, "is empty; at least 'cluster: {name: …}' is needed");
        }
        if (root.get() instanceof Mapping mapping) {
            return mapping;
        }
        throw refused(name, 1, "must be a block of keys, is " + root.get().described());
    }

    static String content(Path file) throws InvalidEnvironmentException {
        if (Files.isDirectory(file)) {
            throw refused(file.toString(), 0, "is a folder; a YAML file is needed");
        }
        if (Files.notExists(file)) {
            throw refused(
                    file.toString(), 0, "does not exist; name an environment file with --file");
        }
        try {
            return TextFile.read(file, LARGEST);
        } catch (InvalidFileException e) {
            throw refused(file.toString(), 0, e.problem());
        }
    }

    private static InvalidEnvironmentException refused(String file, int line, String message) {
        return new InvalidEnvironmentException(List.of(new Problem(file, line, "", message)));
    }
}
