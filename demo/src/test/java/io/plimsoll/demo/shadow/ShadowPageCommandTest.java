package io.plimsoll.demo.shadow;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.autoscaler.app.AutoscalerMain;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ShadowPageCommandTest {

    static final String RECORD =
            """
            {"apiVersion": "plimsoll.io/v1", "kind": "ShadowRecord", "days": {
              "2026-11-28": {"watchedMillis": 86400000, "unpriced": ["</script>"],
                "done": {"nodesAdded": 4, "nodesRemoved": 3, "evictions": 5,
                  "nodeMillis": 345600000, "microUsdMillis": 28753920000000, "podMillis": 1200000},
                "would": {"nodesAdded": 3, "nodesRemoved": 3, "evictions": 2,
                  "nodeMillis": 302400000, "microUsdMillis": 25159680000000, "podMillis": 900000}}}}
            """;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir private Path folder;

    @Test
    void writesAPageThatNeedsNothingFromElsewhereAndWhatItShows() throws IOException {
        Path pages = folder.resolve("pages");
        assertThat(report(RECORD, "--out", pages.toString())).as(err.toString()).isZero();

        assertThat(err.toString()).contains("Wrote " + pages.resolve("report.html"));
        assertThat(out.toString()).contains("2026-11-28", "With the dry run:");
        assertThat(Files.readString(pages.resolve("report.html")))
                .contains("13 % less money, 25 % less waiting of pods, 60 % fewer evictions")
                .contains("<\\/script>")
                .doesNotContain("src=\"http", "href=\"http", "/*DATA*/");
        JsonNode written =
                JsonMapper.shared().readTree(Files.readString(pages.resolve("shadow-report.json")));
        assertThat(written.at("/kind").asString()).isEqualTo("ShadowReport");
        assertThat(written.at("/days/0/would/usd").asString()).isEqualTo("6.99");
    }

    @Test
    void writesNothingUnlessAsked() throws IOException {
        assertThat(report(RECORD, "-o", "json")).as(err.toString()).isZero();

        assertThat(JsonMapper.shared().readTree(out.toString()).at("/total/done/evictions").asInt())
                .isEqualTo(5);
        assertThat(folder.resolve("pages")).doesNotExist();
    }

    @Test
    void leavesNothingWhereThereIsNoRecord() throws IOException {
        assertThat(report("{}", "--out", folder.resolve("pages").toString())).isEqualTo(2);

        assertThat(err.toString()).contains("is no record of a dry run");
        assertThat(folder.resolve("pages")).doesNotExist();
    }

    private int report(String record, String... more) throws IOException {
        Path file = Files.writeString(folder.resolve("shadow.json"), record);
        return AutoscalerMain.execute(
                List.of(new ShadowPageCommand()),
                new PrintWriter(out),
                new PrintWriter(err),
                Stream.concat(Stream.of("shadow-report", file.toString()), Stream.of(more))
                        .toArray(String[]::new));
    }
}
