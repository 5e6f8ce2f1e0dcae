package io.plimsoll.charts8s;

import io.plimsoll.environment.Environment;
import io.plimsoll.environment.file.EnvironmentFile;
import io.plimsoll.environment.file.InvalidEnvironmentException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.Month;
import java.util.List;
import java.util.Optional;

/**
 * The environments that tests render: the repository's own, its examples, and one of each further
 * kind.
 */
public final class Environments {

    static final Path DEFAULT_FILE = Path.of("../environment.yaml");

    private static final Path EXAMPLES = Path.of("../examples");
    private static final Path OTHERS = Path.of("src/test/resources/environments");
    static final LocalDate TODAY = LocalDate.of(2026, Month.NOVEMBER, 24);

    private Environments() {}

    /** Their names: the default's is that of its mode. */
    public static List<String> all() {
        return List.of(
                "dbless",
                "konnect",
                "hybrid",
                "karpenter",
                "konnect-by-stack",
                "production",
                "private",
                "spot-arm64",
                "cheapest-mix",
                "imported-vpc",
                "dev",
                "prod");
    }

    public static Environment of(String name) {
        return switch (name) {
            case "dbless" -> read(DEFAULT_FILE, Optional.empty());
            case "konnect-by-stack" -> read(EXAMPLES.resolve("konnect.yaml"), Optional.empty());
            case "dev", "prod" ->
                    read(EXAMPLES.resolve("two-environments.yaml"), Optional.of(name));
            case "production", "private", "spot-arm64", "cheapest-mix", "imported-vpc" ->
                    read(EXAMPLES.resolve(name + ".yaml"), Optional.empty());
            default -> read(OTHERS.resolve(name + ".yaml"), Optional.empty());
        };
    }

    private static Environment read(Path file, Optional<String> name) {
        try {
            return EnvironmentFile.read(file, name, TODAY).environment();
        } catch (InvalidEnvironmentException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
