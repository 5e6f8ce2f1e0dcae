package io.plimsoll.checks;

import io.plimsoll.checks.infrastructure.Infrastructure;
import io.plimsoll.checks.manifest.Manifests;
import io.plimsoll.environment.Environment;
import java.time.LocalDate;
import java.util.Optional;

/**
 * What is checked, and as of which day.
 *
 * @param manifests of the environment; without any, what depends on them is not looked at
 * @param infrastructure of the environment; without it, what depends on it is not looked at
 */
public record Subject(
        Environment environment,
        LocalDate today,
        Manifests manifests,
        Optional<Infrastructure> infrastructure) {

    /** An environment without its manifests. */
    public Subject(Environment environment, LocalDate today) {
        this(environment, today, Manifests.NONE, Optional.empty());
    }
}
