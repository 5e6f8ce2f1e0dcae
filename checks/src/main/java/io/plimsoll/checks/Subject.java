package io.plimsoll.checks;

import io.plimsoll.checks.change.Change;
import io.plimsoll.checks.infrastructure.Addon;
import io.plimsoll.checks.infrastructure.Infrastructure;
import io.plimsoll.checks.manifest.Manifests;
import io.plimsoll.environment.Environment;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * What is checked, and as of which day.
 *
 * @param manifests of the environment; without any, what depends on them is not looked at
 * @param infrastructure of the environment; without it, what depends on it is not looked at
 * @param changes that a deployment would make to what an earlier one has made, where that is known
 */
public record Subject(
        Environment environment,
        LocalDate today,
        Manifests manifests,
        Optional<Infrastructure> infrastructure,
        List<Change> changes) {

    public Subject {
        changes = List.copyOf(changes);
    }

    /** One that is not held against an earlier one. */
    public Subject(
            Environment environment,
            LocalDate today,
            Manifests manifests,
            Optional<Infrastructure> infrastructure) {
        this(environment, today, manifests, infrastructure, List.of());
    }

    /** The same, held against an earlier one. */
    public Subject with(List<Change> changes) {
        return new Subject(environment, today, manifests, infrastructure, changes);
    }

    /** The same, with what EKS says of its add-ons. */
    public Subject withAddons(List<Addon> addons) {
        return new Subject(
                environment,
                today,
                manifests,
                infrastructure.map(known -> known.with(addons)),
                changes);
    }

    /** An environment without its manifests. */
    public Subject(Environment environment, LocalDate today) {
        this(environment, today, Manifests.NONE, Optional.empty());
    }
}
