package io.plimsoll.demo.whatif;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.autoscaler.app.flight.FlightFolder;
import io.plimsoll.autoscaler.app.flight.FlightRecorder;
import io.plimsoll.autoscaler.simulation.SimulatedWorld;
import io.plimsoll.demo.Synthesized;
import io.plimsoll.demo.story.Cast;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A record of two hours in which load came and went twice: five Kong pods of 300m fit on a node,
 * and 500 requests per second want ten.
 */
class WhatIfCommandTest {

    private static final List<String> FLAGS =
            List.of(
                    "--expander=least-waste",
                    "--scale-down-unneeded-time=2m",
                    "--scale-down-delay-after-add=3m");

    @TempDir private static Path folder = Path.of("");

    private static Path record = Path.of("");

    @BeforeAll
    static void fly() throws IOException {
        record = folder.resolve("flight");
        Cast cast = Synthesized.cast();
        SimulatedWorld world = new SimulatedWorld(cast.world());
        FlightRecorder recorder =
                new FlightRecorder(
                        new FlightFolder(record, 64L << 20),
                        cast.world().settings().autoscaler().options().decision(),
                        FLAGS);
        world.onLoop(recorder::loopEnded);
        for (long requests : List.of(50L, 500L, 50L, 500L)) {
            world.setLoad(cast.hpa().target(), requests);
            world.runFor(Duration.ofMinutes(30));
        }
    }

    private static WhatIfAnswer ofRecord(String... arguments) {
        return WhatIfAnswer.to(
                Stream.concat(
                                Stream.of("--flight-record", record.toString()),
                                Arrays.stream(arguments))
                        .toArray(String[]::new));
    }

    private static double usd(JsonNode answer, String side) {
        return answer.path(side).path("usd").asDouble();
    }

    @Test
    void playsTheRecordedFlagsToAboutWhatWasRecorded() {
        JsonNode answer = ofRecord("-o", "json").json();

        assertThat(answer.path("replayed")).isEqualTo(answer.path("whatIf"));
        assertThat(usd(answer, "replayed") / usd(answer, "asRecorded")).isBetween(0.95, 1.05);
        assertThat(answer.path("replayed").path("peakNodes"))
                .isEqualTo(answer.path("asRecorded").path("peakNodes"));
        assertThat(answer.path("asRecorded").path("waiting").path("pods").asInt()).isPositive();
        assertThat(answer.path("replayed").path("waiting").path("pods").asInt()).isPositive();
    }

    @Test
    void tellsWhatTheFlagsWouldHaveCostThatWereAskedAbout() {
        JsonNode answer = ofRecord("--scale-down-enabled=false", "-o", "json").json();

        assertThat(usd(answer, "whatIf")).isGreaterThan(1.05 * usd(answer, "replayed"));
        assertThat(answer.path("whatIf").path("evictions").asInt()).isZero();
        assertThat(answer.path("whatIf").path("waiting").path("podSeconds").asDouble())
                .isLessThan(answer.path("replayed").path("waiting").path("podSeconds").asDouble());
        assertThat(answer.path("record").path("asked").path(0).asString())
                .isEqualTo("--scale-down-enabled=false");
    }

    @Test
    void playsOnlyTheTimeThatIsAskedFor() {
        JsonNode answer =
                ofRecord(
                                "--from",
                                "2026-01-01T00:20:00Z",
                                "--to",
                                "2026-01-01T00:50:00Z",
                                "-o",
                                "json")
                        .json();

        assertThat(answer.path("record").path("from").asString()).startsWith("2026-01-01T00:20");
        assertThat(answer.path("record").path("to").asString()).startsWith("2026-01-01T00:49");
        assertThat(usd(answer, "asRecorded")).isLessThan(0.25);
    }

    @Test
    void saysItInATableThatATerminalHasRoomFor() {
        WhatIfAnswer answer = ofRecord("--scale-down-enabled=false");

        assertThat(answer.out())
                .contains("AS RECORDED", "SAME, PLAYED", "WHAT IF", "cost, USD", "99 %, s")
                .contains("asked: --scale-down-enabled=false");
        assertThat(answer.out().lines().takeWhile(line -> !line.startsWith("note")))
                .allMatch(line -> line.length() <= 80);
    }

    @Test
    void writesAPageThatShowsTheSameFiguresOverTime() throws IOException {
        Path page = folder.resolve("page");

        WhatIfAnswer answer = ofRecord("--scale-down-enabled=false", "--out", page.toString());

        assertThat(answer.err()).isEqualTo("Wrote " + page.resolve("report.html") + "\n");
        assertThat(Files.readString(page.resolve("report.html")))
                .doesNotContain("src=\"http", "href=\"http", "/*CHART*/", "/*DATA*/");
        JsonNode told =
                JsonMapper.shared().readTree(Files.readString(page.resolve("what-if.json")));
        assertThat(told.path("rows").path(0).path("what").asString()).isEqualTo("cost, USD");
        assertThat(answer.out()).contains(told.path("verdict").asString());
        for (String side : List.of("asRecorded", "replayed", "whatIf")) {
            assertThat(told.path("samples").valueStream())
                    .extracting(sample -> sample.path(side).path("together").asInt())
                    .as(side)
                    .contains(told.path(side).path("peakNodesTogether").asInt())
                    .allMatch(nodes -> nodes > 0);
            assertThat(told.path("samples").valueStream())
                    .extracting(sample -> sample.path(side).path("waiting").asInt())
                    .anyMatch(waiting -> waiting > 0);
        }
    }

    @Test
    void saysThatTheRecordIsCutAndWhatIsMissing() throws IOException {
        Path cut = Files.createDirectories(folder.resolve("cut"));
        byte[] whole;
        try (Stream<Path> files = Files.list(record)) {
            whole = Files.readAllBytes(files.sorted().findFirst().orElseThrow());
        }
        Files.write(cut.resolve("000001.jsonl.gz"), Arrays.copyOf(whole, whole.length / 2));

        assertThat(WhatIfAnswer.to("--flight-record", cut.toString()).out())
                .contains("note: the record has no end");
    }

    @Test
    void refusesWhatMakesNoSenseInOneSentence() {
        assertThat(WhatIfAnswer.to("--flight-record", "nowhere"))
                .isEqualTo(new WhatIfAnswer(2, "", "nowhere: no such file or folder\n"));
        assertThat(ofRecord("--from", "yesterday").err())
                .isEqualTo(
                        "--from: \"yesterday\" is not allowed; allowed: an RFC 3339 time such as"
                                + " 2026-03-05T21:40:00Z\n");
        assertThat(ofRecord("--from", "2030-01-01T00:00:00Z").exitCode()).isEqualTo(2);
        assertThat(ofRecord("--expander=cheapest").err()).startsWith("--expander: \"cheapest\"");
        assertThat(ofRecord("--out", record.resolve("000001.jsonl.gz").toString()))
                .satisfies(answer -> {
                    assertThat(answer.exitCode()).isEqualTo(2);
                    assertThat(answer.out()).isEmpty();
                    assertThat(answer.err()).contains("it is a file, not a folder");
                });
        assertThat(ofRecord("--instance-types", "types.json").err())
                .isEqualTo("--instance-types needs --node-groups FILE\n");
    }
}
