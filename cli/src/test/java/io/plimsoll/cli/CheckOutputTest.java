package io.plimsoll.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.autoscaler.app.plan.Output;
import io.plimsoll.checks.CheckReport;
import io.plimsoll.checks.Finding;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;
import picocli.CommandLine.Help.Ansi;

class CheckOutputTest {

    private static final CheckReport REPORT =
            new CheckReport(
                    List.of(
                            new Finding(
                                    "hpa-exceeds-groups",
                                    Finding.Severity.ERROR,
                                    "Five pods stay Pending.",
                                    "Raise max.")),
                    List.of(
                            new CheckReport.Accepted(
                                    new Finding(
                                            "kubernetes-version-unsupported",
                                            Finding.Severity.WARNING,
                                            "Support ended.",
                                            "Take another."),
                                    "we replay the blog")));

    @Test
    void showsAPersonWhatHappensWhatToDoAndWhatIsAccepted() {
        assertThat(new CheckTable(Ansi.OFF).of(REPORT).lines().map(String::stripTrailing))
                .containsExactly(
                        "ERROR    hpa-exceeds-groups",
                        "         Five pods stay Pending.",
                        "         Raise max.",
                        "accepted kubernetes-version-unsupported",
                        "         we replay the blog",
                        "1 error, 0 warnings, 1 accepted");
    }

    @Test
    void showsAProgramOneJsonDocument() {
        StringWriter out = new StringWriter();
        Output.json.print(new PrintWriter(out), CheckDocument.of(REPORT), _ -> "");
        assertThat(out.toString())
                .isEqualToNormalizingNewlines(
                        """
                        {
                          "apiVersion" : "plimsoll.io/v1",
                          "kind" : "CheckReport",
                          "passed" : false,
                          "findings" : [ {
                            "id" : "hpa-exceeds-groups",
                            "severity" : "ERROR",
                            "message" : "Five pods stay Pending.",
                            "change" : "Raise max."
                          } ],
                          "accepted" : [ {
                            "finding" : {
                              "id" : "kubernetes-version-unsupported",
                              "severity" : "WARNING",
                              "message" : "Support ended.",
                              "change" : "Take another."
                            },
                            "reason" : "we replay the blog"
                          } ]
                        }
                        """);
    }
}
