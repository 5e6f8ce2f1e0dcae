package io.plimsoll.cli;

import io.plimsoll.checks.CheckReport;
import io.plimsoll.checks.Finding;
import java.util.List;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** What {@code check -o json} prints: a contract, so the report's own shape may change. */
record CheckDocument(
        String apiVersion,
        String kind,
        boolean passed,
        List<Finding> findings,
        List<CheckReport.Accepted> accepted) {

    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    static CheckDocument of(CheckReport report) {
        return new CheckDocument(
                "plimsoll.io/v1",
                "CheckReport",
                report.passed(),
                report.findings(),
                report.accepted());
    }

    String toJson() {
        return JSON.writeValueAsString(this);
    }
}
