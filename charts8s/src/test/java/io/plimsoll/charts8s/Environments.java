package io.plimsoll.charts8s;

import io.plimsoll.environment.Environment;
import io.plimsoll.environment.file.EnvironmentFile;
import io.plimsoll.environment.file.InvalidEnvironmentException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.Month;
import java.util.List;

/** The environments that tests render: the repository's own, and one of each further kind. */
final class Environments {

    static final Path DEFAULT_FILE = Path.of("../environment.yaml");

    private static final Path EXAMPLES = Path.of("src/test/resources/environments");
    private static final LocalDate TODAY = LocalDate.of(2026, Month.NOVEMBER, 24);

    private Environments() {}

    /** Their names: the default's is that of its mode. */
    static List<String> all() {
        return List.of("dbless", "konnect", "hybrid", "karpenter", "konnect-by-stack");
    }

    static Environment of(String name) {
        return read(
                switch (name) {
                    case "dbless" -> DEFAULT_FILE;
                    case "konnect-by-stack" -> Path.of("../examples/konnect.yaml");
                    default -> EXAMPLES.resolve(name + ".yaml");
                });
    }

    private static Environment read(Path file) {
        try {
            return EnvironmentFile.read(file, TODAY).environment();
        } catch (InvalidEnvironmentException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
