package io.plimsoll.autoscaler.app.shadow;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.autoscaler.app.AutoscalerMain;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ShadowReportCommandTest {

    private static final long HOUR = 3_600_000;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir private Path folder;

    @Test
    void showsDaysSideBySideWithinEightyColumns() throws IOException {
        int exitCode = report(Files.writeString(folder.resolve("shadow.json"), twoDays().json()));

        assertThat(exitCode).as(err.toString()).isZero();
        assertThat(out.toString())
                .isEqualToNormalizingNewlines(
                        """
                        DAY                  ADDED   REMOVED   EVICTED   NODE-H   USD     WAIT-MIN
                        2026-11-27   done    9       9         30        120.0    12.00   60.0
                                     would   7       7         20        110.0    10.50   45.0
                        2026-11-28   done    1       1         0         24.0     2.40    0.0
                                     would   1       1         0         24.0     2.40    0.0
                        all          done    10      10        30        144.0    14.40   60.0
                                     would   8       8         20        134.0    12.90   45.0

                        48.0 h watched. With the dry run:
                          10 % less money, 25 % less waiting of pods, 33 % fewer evictions.
                        Not in the money, as nobody knows their price: spot
                        """);
        assertThat(out.toString().lines()).allMatch(line -> line.length() <= 80);
    }

    @Test
    void printsADocumentForPrograms() throws IOException {
        report(Files.writeString(folder.resolve("shadow.json"), twoDays().json()), "-o", "json");

        assertThat(out.toString())
                .contains(
                        "\"kind\" : \"ShadowReport\"",
                        "\"day\" : \"2026-11-27\"",
                        "\"usd\" : 10.50",
                        "\"podMinutesWaiting\" : 45.0");
    }

    @Test
    void saysThatNothingWasWatchedYet() throws IOException {
        report(Files.writeString(folder.resolve("shadow.json"), ShadowRecord.EMPTY.json()));

        assertThat(out.toString()).isEqualToNormalizingNewlines("Nothing was watched yet.\n");
    }

    @Test
    void refusesWhatIsNoRecord() throws IOException {
        for (String text : List.of("{}", "[", "", "{\"kind\": \"Plan\"}")) {
            assertThat(report(Files.writeString(folder.resolve("other.json"), text))).isEqualTo(2);
        }
        assertThat(report(folder.resolve("none.json"))).isEqualTo(2);
        assertThat(err.toString()).contains("none.json is no record of a dry run");
    }

    @Test
    void aRecordWithoutADryRunIsRefused() {
        assertThat(run("run", "--shadow-record=x.json")).isEqualTo(2);
        assertThat(err.toString()).contains("--shadow-record needs --dry-run");
    }

    private int report(Path file, String... more) {
        String[] arguments = new String[more.length + 2];
        arguments[0] = "shadow-report";
        arguments[1] = file.toString();
        System.arraycopy(more, 0, arguments, 2, more.length);
        return run(arguments);
    }

    private int run(String... arguments) {
        return AutoscalerMain.execute(new PrintWriter(out), new PrintWriter(err), arguments);
    }

    private static ShadowRecord twoDays() {
        return ShadowRecord.EMPTY
                .plus(
                        LocalDate.parse("2026-11-27"),
                        new ShadowDay(
                                24 * HOUR,
                                ledger(9, 30, 120, 12_000_000, 60),
                                ledger(7, 20, 110, 10_500_000, 45),
                                new TreeSet<>(List.of("spot"))))
                .plus(
                        LocalDate.parse("2026-11-28"),
                        new ShadowDay(
                                24 * HOUR,
                                ledger(1, 0, 24, 2_400_000, 0),
                                ledger(1, 0, 24, 2_400_000, 0),
                                new TreeSet<>()));
    }

    private static Ledger ledger(
            int nodes, int evictions, long nodeHours, long microUsd, long podMinutes) {
        return new Ledger(
                nodes, nodes, evictions, nodeHours * HOUR, microUsd * HOUR, podMinutes * 60_000);
    }
}
