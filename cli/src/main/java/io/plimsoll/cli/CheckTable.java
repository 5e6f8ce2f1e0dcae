package io.plimsoll.cli;

import io.plimsoll.checks.CheckReport;
import io.plimsoll.checks.Finding;
import picocli.CommandLine.Help;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Help.Column;
import picocli.CommandLine.Help.Column.Overflow;
import picocli.CommandLine.Help.TextTable;

/** A check report for a person: some rows a finding, and a line that counts them. */
final class CheckTable {

    /** Of a terminal's 80 columns. */
    private static final int SEVERITY_WIDTH = 9;

    private static final int TEXT_WIDTH = 71;

    private final Ansi ansi;

    CheckTable(Ansi ansi) {
        this.ansi = ansi;
    }

    String of(CheckReport report) {
        TextTable table =
                TextTable.forColumns(
                        Help.defaultColorScheme(ansi),
                        new Column(SEVERITY_WIDTH, 0, Overflow.TRUNCATE),
                        new Column(TEXT_WIDTH, 0, Overflow.WRAP));
        for (Finding finding : report.findings()) {
            addRow(table, colored(finding.severity()), finding.id());
            addRow(table, "", finding.message());
            addRow(table, "", finding.change());
        }
        for (CheckReport.Accepted accepted : report.accepted()) {
            addRow(table, "accepted", accepted.finding().id());
            addRow(table, "", accepted.reason());
        }
        return table + count(report) + System.lineSeparator();
    }

    private void addRow(TextTable table, String severity, String text) {
        table.addRowValues(ansi.text(severity), ansi.text(text));
    }

    private static String colored(Finding.Severity severity) {
        return switch (severity) {
            case ERROR -> "@|bold,red ERROR|@";
            case WARNING -> "@|yellow WARNING|@";
        };
    }

    private static String count(CheckReport report) {
        long errors =
                report.findings().stream()
                        .filter(finding -> finding.severity() == Finding.Severity.ERROR)
                        .count();
        return "%s, %s, %d accepted"
                .formatted(
                        counted(errors, "error"),
                        counted(report.findings().size() - errors, "warning"),
                        report.accepted().size());
    }

    private static String counted(long count, String thing) {
        return count + " " + thing + (count == 1 ? "" : "s");
    }
}
