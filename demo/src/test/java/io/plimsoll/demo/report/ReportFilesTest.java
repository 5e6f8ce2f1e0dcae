package io.plimsoll.demo.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.demo.timeline.LoggedDecision;
import io.plimsoll.demo.timeline.Sample;
import io.plimsoll.demo.timeline.Step;
import io.plimsoll.demo.timeline.Summary;
import io.plimsoll.demo.timeline.Timeline;
import io.plimsoll.demo.timeline.TimelineEvent;
import io.plimsoll.demo.timeline.Toll;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ReportFilesTest {

    @TempDir private Path folder = Path.of("");

    private static final SortedMap<String, Integer> NODES = new TreeMap<>(Map.of("kong", 2));

    private static Timeline timeline(String reason) {
        return new Timeline(
                "kong",
                "simulation",
                List.of(
                        new TimelineEvent(
                                new BigDecimal("12.5"), "ScaleUp", Map.of("nodeGroup", "kong"))),
                List.of(
                        new Sample(
                                BigDecimal.ZERO,
                                1,
                                1,
                                0,
                                NODES,
                                NODES,
                                5,
                                new BigDecimal("0.1664"),
                                Sample.Service.NONE),
                        new Sample(
                                BigDecimal.valueOf(600),
                                10,
                                10,
                                3,
                                NODES,
                                NODES,
                                75,
                                new BigDecimal("0.1664"),
                                Sample.Service.NONE)),
                new Summary(
                        10,
                        NODES,
                        NODES,
                        new BigDecimal("61"),
                        3,
                        new BigDecimal("0.0277"),
                        new Summary.Load(75, 0, 0, BigDecimal.ZERO),
                        new Summary.Outlay(
                                new TreeMap<>(Map.of("kong", new BigDecimal("0.1664"))),
                                new BigDecimal("0.1664"),
                                new Toll(
                                        new BigDecimal("0.0277"),
                                        new BigDecimal("305"),
                                        Optional.empty(),
                                        Optional.empty()),
                                List.of(),
                                Optional.empty())),
                new Timeline.Log(
                        List.of(
                                new Step(
                                        "baseline",
                                        BigDecimal.ZERO,
                                        "all well",
                                        "NAME",
                                        List.of())),
                        List.of(
                                new LoggedDecision(
                                        new BigDecimal("12.5"),
                                        "raise kong from 1 to 2",
                                        reason))));
    }

    @Test
    void writesEventsWithTheirDetailsBesideTimeAndKind() throws IOException {
        new ReportFiles(timeline("because")).write(folder);

        JsonNode json =
                JsonMapper.shared().readTree(Files.readString(folder.resolve("timeline.json")));
        assertThat(json.path("events").path(0).toString())
                .isEqualTo("{\"t\":12.5,\"kind\":\"ScaleUp\",\"nodeGroup\":\"kong\"}");
    }

    @Test
    void writesSamplesAndSummaryUnderTheNamesThatReadersExpect() throws IOException {
        new ReportFiles(timeline("because")).write(folder);

        JsonNode json =
                JsonMapper.shared().readTree(Files.readString(folder.resolve("timeline.json")));
        assertThat(json.path("samples").path(1).propertyNames())
                .containsExactly(
                        "t",
                        "replicas",
                        "desiredReplicas",
                        "pending",
                        "nodes",
                        "desired",
                        "cpuUtilization",
                        "usdPerHour",
                        "requestsPerSecond",
                        "servedPerSecond",
                        "latencyMillis",
                        "cpuUsed",
                        "cpuThere");
        assertThat(json.path("summary").propertyNames())
                .containsExactly(
                        "peakReplicas",
                        "peakNodes",
                        "finalNodes",
                        "maxPendingSeconds",
                        "stuckPending",
                        "cost",
                        "load",
                        "peakUsdPerHour",
                        "kongPeakUsdPerHour",
                        "usd",
                        "pendingPodSeconds");
    }

    @Test
    void keepsAPageWholeWhateverAReasonSays() throws IOException {
        new ReportFiles(timeline("</script><b>")).write(folder);

        assertThat(Files.readString(folder.resolve("report.html"))).doesNotContain("</script><b>");
    }

    @Test
    void needsNothingFromElsewhereToShowThePage() throws IOException {
        new ReportFiles(timeline("because")).write(folder);

        assertThat(Files.readString(folder.resolve("report.html")))
                .doesNotContain("src=\"http", "href=\"http", "/*CHART*/");
    }

    @Test
    void drawsThePicture() throws IOException {
        new ReportFiles(timeline("because")).write(folder);

        assertThat(Files.readString(folder.resolve("report.svg")))
                .startsWith("<svg")
                .contains("Kong pods", "USD per hour");
    }

    @Test
    void leavesNoUnfinishedFileBehind() throws IOException {
        new ReportFiles(timeline("because")).write(folder);

        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder("timeline.json", "report.html", "report.svg");
        }
    }
}
