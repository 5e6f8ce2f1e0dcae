package io.plimsoll.checks;

import io.plimsoll.checks.change.Change.Effect;
import java.util.List;

/** A change of what is deployed that makes another resource in place of one. */
final class ChangeReplaces implements Check {

    @Override
    public String id() {
        return "change-replaces";
    }

    @Override
    public List<Finding> findings(Subject subject) {
        return subject.changes().stream()
                .filter(change -> change.effect() == Effect.REPLACEMENT)
                .map(change ->
                        new Finding(
                                id(),
                                Finding.Severity.WARNING,
                                "%s: %s %s."
                                        .formatted(
                                                change.stack(),
                                                change.name(),
                                                change.explanation().what()),
                                "Make sure that nobody relies on the one that goes."))
                .toList();
    }
}
