package io.plimsoll.checks;

import java.util.List;

/**
 * The outcome of all checks.
 *
 * @param findings in the checks' order
 * @param accepted findings that the environment suppresses, each with its reason
 */
public record CheckReport(List<Finding> findings, List<Accepted> accepted) {

    public CheckReport {
        findings = List.copyOf(findings);
        accepted = List.copyOf(accepted);
    }

    /** A finding that somebody has accepted. */
    public record Accepted(Finding finding, String reason) {}

    /** Whether no finding is an error. */
    public boolean passed() {
        return findings.stream().noneMatch(finding -> finding.severity() == Finding.Severity.ERROR);
    }
}
