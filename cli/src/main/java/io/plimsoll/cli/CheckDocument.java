package io.plimsoll.cli;

import io.plimsoll.checks.CheckReport;
import io.plimsoll.checks.Finding;
import io.plimsoll.checks.change.Change;
import java.util.List;
import java.util.Optional;

/** What {@code check -o json} prints: a contract, so the report's own shape may change. */
record CheckDocument(
        String apiVersion,
        String kind,
        boolean passed,
        List<Finding> findings,
        List<CheckReport.Accepted> accepted,
        Optional<List<Change>> changes) {

    static CheckDocument of(CheckReport report) {
        return new CheckDocument(
                "plimsoll.io/v1",
                "CheckReport",
                report.passed(),
                report.findings(),
                report.accepted(),
                Optional.empty());
    }

    /** The same, with what a deployment changes. */
    CheckDocument with(List<Change> all) {
        return new CheckDocument(apiVersion, kind, passed, findings, accepted, Optional.of(all));
    }
}
