package io.plimsoll.demo.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.plimsoll.demo.compare.SideBySide.Row;
import io.plimsoll.environment.input.InvalidFileException;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SideBySideTest {

    @TempDir private Path folder = Path.of("");

    private Path story(String name, int settled, int nodes, String cost) throws IOException {
        return Files.writeString(
                folder.resolve(name),
                """
                {"cluster": "c",
                 "samples": [
                   {"t": 0, "replicas": 1, "nodes": {"kong": 1}},
                   {"t": 15, "replicas": 1, "nodes": {"kong": 1}},
                   {"t": 30, "replicas": 6, "nodes": {"kong": 1}},
                   {"t": %d, "replicas": 6, "nodes": {"kong": %d}},
                   {"t": 300, "replicas": 6, "nodes": {"kong": %d}}],
                 "steps": [{"name": "rest", "t": 0}, {"name": "load", "t": 15}],
                 "summary": {
                   "peakReplicas": 6, "peakNodes": {"kong": %d}, "finalNodes": {"kong": 1},
                   "maxPendingSeconds": 61, "pendingPodSeconds": 122, "stuckPending": 0, "cost": %s,
                   "load": {"requests": 1000, "unserved": 0, "worstLatencyMillis": 9.5}}}
                """
                        .formatted(settled, nodes, nodes, nodes, cost));
    }

    private static Row row(SideBySide sides, String what) {
        return sides.rows().stream()
                .filter(row -> row.what().equals(what))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void saysHowFarTheSecondIsFromTheFirst() throws IOException {
        SideBySide sides =
                SideBySide.of(story("a.json", 90, 2, "0.0100"), story("b.json", 75, 3, "0.0105"));

        assertThat(row(sides, "cost, USD").differencePercent()).contains(new BigDecimal("5.0"));
        assertThat(row(sides, "nodes of kong at the peak").second()).isEqualTo("3");
        assertThat(row(sides, "load: nodes").differencePercent()).contains(new BigDecimal("50.0"));
        assertThat(row(sides, "load: settled after, s").first()).isEqualTo("75");
        assertThat(row(sides, "load: settled after, s").second()).isEqualTo("60");
        assertThat(row(sides, "rest: replicas").first()).isEqualTo("1");
    }

    @Test
    void namesNoPercentageOfNothing() throws IOException {
        SideBySide sides =
                SideBySide.of(story("a.json", 90, 2, "0"), story("b.json", 90, 2, "0.0105"));

        assertThat(row(sides, "cost, USD").differencePercent()).isEqualTo(Optional.empty());
        assertThat(sides.table()).contains("first has none");
    }

    @Test
    void fitsATerminal() throws IOException {
        String table =
                SideBySide.of(story("a.json", 90, 2, "0.01"), story("b.json", 75, 3, "0.0105"))
                        .table();

        assertThat(table.lines().skip(3))
                .allSatisfy(line -> assertThat(line.length()).isLessThan(81));
        assertThat(table).contains("cost, USD", "+5.0 %", "none");
    }

    @Test
    void drawsBothOnAPageThatNeedsNothingFromElsewhere() throws IOException {
        SideBySide.of(story("a.json", 90, 2, "0.01"), story("b.json", 75, 3, "0.0105"))
                .write(folder);

        assertThat(Files.readString(folder.resolve("report.html")))
                .contains("\"differencePercent\":5.0")
                .doesNotContain("src=\"http", "href=\"http", "/*CHART*/");
        assertThat(folder.resolve("comparison.json")).content().contains("DemoComparison");
    }

    @Test
    void namesTheFieldThatAFileLacks() throws IOException {
        Path good = story("a.json", 90, 2, "0.01");
        Path bad = Files.writeString(folder.resolve("b.json"), "{\"cluster\": \"c\"}");

        assertThatThrownBy(() -> SideBySide.of(good, bad))
                .isInstanceOf(InvalidFileException.class)
                .hasMessageContaining("b.json: /summary/peakReplicas: no number is there");
    }

    @Test
    void refusesWhatIsNoJson() throws IOException {
        Path good = story("a.json", 90, 2, "0.01");
        Path bad = Files.writeString(folder.resolve("b.yaml"), "cluster: {name: c}");

        assertThatThrownBy(() -> SideBySide.of(bad, good))
                .isInstanceOf(InvalidFileException.class)
                .hasMessageContaining("b.yaml: not JSON; allowed: a timeline.json of demo");
    }
}
