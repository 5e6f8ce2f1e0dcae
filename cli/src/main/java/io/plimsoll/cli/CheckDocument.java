package io.plimsoll.cli;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.plimsoll.checks.CheckReport;
import io.plimsoll.checks.Finding;
import io.plimsoll.checks.change.Change;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** What {@code check -o json} prints: a contract, so the report's own shape may change. */
record CheckDocument(
        String apiVersion,
        String kind,
        boolean passed,
        List<Finding> findings,
        List<CheckReport.Accepted> accepted,
        Optional<List<Change>> changes) {

    private static final JsonMapper JSON =
            JsonMapper.builder()
                    .enable(SerializationFeature.INDENT_OUTPUT)
                    .changeDefaultPropertyInclusion(inclusion ->
                            inclusion.withValueInclusion(JsonInclude.Include.NON_ABSENT))
                    .build();

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

    String toJson() {
        return JSON.writeValueAsString(this);
    }
}
