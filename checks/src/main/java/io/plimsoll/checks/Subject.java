package io.plimsoll.checks;

import io.plimsoll.checks.manifest.Manifests;
import io.plimsoll.environment.Environment;
import java.time.LocalDate;

/**
 * What is checked, and as of which day.
 *
 * @param manifests of the environment; without any, what depends on them is not looked at
 */
public record Subject(Environment environment, LocalDate today, Manifests manifests) {

    /** An environment without its manifests. */
    public Subject(Environment environment, LocalDate today) {
        this(environment, today, Manifests.NONE);
    }
}
