package io.plimsoll.demo.compare;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.plimsoll.autoscaler.app.plan.TextTable;
import io.plimsoll.demo.report.Page;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Two stories, figure by figure.
 *
 * @param first its file
 * @param second its file
 * @param stories both, for a page that draws them
 */
@JsonPropertyOrder({"apiVersion", "kind"})
public record SideBySide(
        String apiVersion,
        String kind,
        String first,
        String second,
        List<Row> rows,
        @JsonIgnore List<PlayedStory> stories) {

    private static final int LONGEST = 999;

    /**
     * A figure of both.
     *
     * @param differencePercent of the second from the first; empty where the first is 0 and the
     *     second is not
     */
    public record Row(
            String what,
            BigDecimal first,
            BigDecimal second,
            @JsonInclude(JsonInclude.Include.NON_ABSENT) Optional<BigDecimal> differencePercent) {

        static Row of(String what, BigDecimal first, BigDecimal second) {
            return new Row(what, first, second, percent(first, second));
        }

        private static Optional<BigDecimal> percent(BigDecimal first, BigDecimal second) {
            if (first.signum() == 0) {
                return second.signum() == 0 ? Optional.of(BigDecimal.ZERO) : Optional.empty();
            }
            return Optional.of(
                    second.subtract(first)
                            .multiply(BigDecimal.valueOf(100))
                            .divide(first.abs(), 1, RoundingMode.HALF_UP));
        }
    }

    public SideBySide {
        rows = List.copyOf(rows);
        stories = List.copyOf(stories);
    }

    /**
     * @throws io.plimsoll.environment.input.InvalidFileException when a file is no timeline
     */
    public static SideBySide of(Path first, Path second) {
        List<PlayedStory> stories = List.of(PlayedStory.read(first), PlayedStory.read(second));
        return new SideBySide(
                "plimsoll.io/v1",
                "DemoComparison",
                first.toString(),
                second.toString(),
                rows(stories.getFirst(), stories.getLast()),
                stories);
    }

    private static List<Row> rows(PlayedStory first, PlayedStory second) {
        Rows rows = new Rows(first, second);
        rows.add("replicas at the peak", "/summary/peakReplicas");
        rows.nodes("nodes of %s at the peak", "/summary/peakNodes");
        rows.nodes("nodes of %s at the end", "/summary/finalNodes");
        rows.add("longest wait of a pod, s", "/summary/maxPendingSeconds");
        rows.add("pods without a node, pod-seconds", "/summary/pendingPodSeconds");
        rows.add("pods left Pending under load", "/summary/stuckPending");
        rows.add("requests", "/summary/load/requests");
        rows.add("requests not served", "/summary/load/unserved");
        rows.add("worst mean latency, ms", "/summary/load/worstLatencyMillis");
        rows.add("cost, USD", "/summary/cost");
        rows.steps();
        return rows.all;
    }

    private static final class Rows {
        private final PlayedStory first;
        private final PlayedStory second;
        private final List<Row> all = new ArrayList<>();

        Rows(PlayedStory first, PlayedStory second) {
            this.first = first;
            this.second = second;
        }

        void add(String what, String pointer) {
            all.add(Row.of(what, first.figure(pointer), second.figure(pointer)));
        }

        /** A group that one side has not has no node there. */
        void nodes(String what, String pointer) {
            Map<String, BigDecimal> here = first.figures(pointer);
            Map<String, BigDecimal> there = second.figures(pointer);
            Set<String> groups = new TreeSet<>(here.keySet());
            groups.addAll(there.keySet());
            groups.forEach(group ->
                    all.add(
                            Row.of(
                                    what.formatted(group),
                                    here.getOrDefault(group, BigDecimal.ZERO),
                                    there.getOrDefault(group, BigDecimal.ZERO))));
        }

        /** Those that both have. */
        void steps() {
            for (PlayedStory.Course here : first.courses()) {
                second.courses().stream()
                        .filter(there -> there.name().equals(here.name()))
                        .findFirst()
                        .ifPresent(there -> step(here, there));
            }
        }

        private void step(PlayedStory.Course here, PlayedStory.Course there) {
            String name = here.name() + ": ";
            all.add(Row.of(name + "replicas", here.replicas(), there.replicas()));
            all.add(Row.of(name + "nodes", here.nodes(), there.nodes()));
            all.add(
                    Row.of(
                            name + "settled after, s",
                            here.settledSeconds(),
                            there.settledSeconds()));
        }
    }

    public String table() {
        TextTable table = new TextTable("", "FIRST", "SECOND", "DIFFERENCE");
        rows.forEach(row ->
                table.add(
                        row.what(),
                        row.first().toPlainString(),
                        row.second().toPlainString(),
                        difference(row)));
        return "first:  %s%nsecond: %s%n%n%s".formatted(first, second, table);
    }

    private static String difference(Row row) {
        return row.differencePercent()
                .map(percent ->
                        percent.signum() == 0
                                ? "none"
                                : percent.abs().compareTo(BigDecimal.valueOf(LONGEST)) > 0
                                        ? "> %d %%".formatted(LONGEST)
                                        : String.format(Locale.ROOT, "%+.1f %%", percent))
                .orElse("first has none");
    }

    /**
     * Writes {@code comparison.json} and {@code report.html}.
     *
     * @param folder that is there, and nobody reads yet
     * @throws IOException when a file cannot be written
     */
    public void write(Path folder) throws IOException {
        Files.writeString(
                folder.resolve("comparison.json"),
                JsonMapper.shared().writeValueAsString(this) + "\n");
        Files.writeString(
                folder.resolve("report.html"),
                Page.of(
                        "compare.html",
                        JsonMapper.shared()
                                .writeValueAsString(
                                        new Drawn(
                                                this,
                                                Drawn.side(stories.getFirst()),
                                                Drawn.side(stories.getLast())))));
    }

    private record Drawn(SideBySide comparison, Side first, Side second) {

        record Side(String cluster, JsonNode samples, JsonNode steps) {}

        static Side side(PlayedStory story) {
            return new Side(story.cluster(), story.samples(), story.steps());
        }
    }
}
