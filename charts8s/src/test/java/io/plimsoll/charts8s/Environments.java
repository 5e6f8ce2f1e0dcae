package io.plimsoll.charts8s;

import io.plimsoll.environment.Environment;
import io.plimsoll.environment.file.EnvironmentFile;
import io.plimsoll.environment.file.InvalidEnvironmentException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.Month;

/** The environments that tests render: the repository's own, and one of each further kind. */
final class Environments {

    static final Path DEFAULT_FILE = Path.of("../environment.yaml");

    private static final LocalDate TODAY = LocalDate.of(2026, Month.NOVEMBER, 24);

    private Environments() {}

    static Environment dbless() {
        return read(DEFAULT_FILE);
    }

    static Environment konnect() {
        return read(Path.of("src/test/resources/environments/konnect.yaml"));
    }

    private static Environment read(Path file) {
        try {
            return EnvironmentFile.read(file, TODAY).environment();
        } catch (InvalidEnvironmentException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
