package io.plimsoll.demo.report;

import io.plimsoll.demo.timeline.Timeline;
import io.plimsoll.environment.output.FileTree;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import tools.jackson.databind.json.JsonMapper;

/** What a story leaves: {@code timeline.json}, {@code report.html} and {@code report.svg}. */
public final class ReportFiles {

    private static final int SVG_WIDTH = 1000;

    private final Timeline timeline;

    public ReportFiles(Timeline timeline) {
        this.timeline = timeline;
    }

    /**
     * @param folder that is there, and nobody reads yet
     * @throws IOException when a file cannot be written or Node fails to draw
     */
    public void write(Path folder) throws IOException {
        String json = JsonMapper.shared().writeValueAsString(timeline);
        Files.writeString(folder.resolve("timeline.json"), json + "\n");
        Files.writeString(folder.resolve("report.html"), Page.of("report.html", json));
        Files.writeString(folder.resolve("report.svg"), picture(json));
    }

    /**
     * ECharts draws on a server only in JavaScript; Node is there, since the synthesis needs it.
     */
    private String picture(String json) throws IOException {
        Path scripts = Files.createTempDirectory("plimsoll-report");
        try {
            Path echarts = Files.writeString(scripts.resolve("echarts.js"), Page.echarts());
            Path chart = Files.writeString(scripts.resolve("chart.js"), Page.resource("chart.js"));
            Path render =
                    Files.writeString(scripts.resolve("render.js"), Page.resource("render.js"));
            Path data = Files.writeString(scripts.resolve("timeline.json"), json);
            List<String> command =
                    List.of(
                            "node",
                            render.toString(),
                            echarts.toString(),
                            chart.toString(),
                            Integer.toString(SVG_WIDTH));
            return output(new ProcessBuilder(command).redirectInput(data.toFile()));
        } finally {
            FileTree.delete(scripts);
        }
    }

    private static String output(ProcessBuilder builder) throws IOException {
        Process process = builder.redirectError(ProcessBuilder.Redirect.INHERIT).start();
        try (InputStream stream = process.getInputStream()) {
            String text = new String(stream.readAllBytes(), StandardCharsets.UTF_8);
            int exitCode = process.waitFor();
            if (exitCode != 0) {
                throw new IllegalStateException(
                        "node could not draw report.svg, exit code " + exitCode);
            }
            return text;
        } catch (InterruptedException e) {
            process.destroy();
            Thread.currentThread().interrupt();
            throw new IOException("Interrupted while drawing report.svg", e);
        }
    }
}
