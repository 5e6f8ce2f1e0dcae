package io.plimsoll.environment;

import io.plimsoll.environment.file.EnvironmentFile;
import io.plimsoll.environment.file.InvalidEnvironmentException;
import java.time.LocalDate;

/** Environments for tests. */
public final class Environments {

    private Environments() {}

    /** An environment from the text of its file, which must be valid. */
    public static Environment parse(String text) {
        try {
            return EnvironmentFile.parse("environment.yaml", text, LocalDate.parse("2026-11-24"))
                    .environment();
        } catch (InvalidEnvironmentException e) {
            throw new AssertionError(e);
        }
    }
}
