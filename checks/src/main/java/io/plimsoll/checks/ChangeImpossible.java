package io.plimsoll.checks;

import io.plimsoll.checks.change.Change.Effect;
import java.util.List;

/** A change of what is deployed that CloudFormation or EKS refuses. */
final class ChangeImpossible implements Check {

    @Override
    public String id() {
        return "change-impossible";
    }

    @Override
    public List<Finding> findings(Subject subject) {
        return subject.changes().stream()
                .filter(change -> change.effect() == Effect.IMPOSSIBLE)
                .map(change ->
                        new Finding(
                                id(),
                                Finding.Severity.ERROR,
                                "%s: %s %s."
                                        .formatted(
                                                change.stack(),
                                                change.name(),
                                                change.explanation().what()),
                                change.explanation().way()))
                .toList();
    }
}
