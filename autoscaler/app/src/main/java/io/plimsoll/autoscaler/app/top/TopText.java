package io.plimsoll.autoscaler.app.top;

import io.plimsoll.autoscaler.app.plan.TextTable;
import io.plimsoll.autoscaler.app.top.TopDocument.Group;
import io.plimsoll.autoscaler.app.top.TopDocument.NodeRow;
import io.plimsoll.autoscaler.app.top.TopDocument.PodRow;
import io.plimsoll.autoscaler.app.top.TopDocument.Share;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The rows for a terminal: nodes by group with bars, then pods that wait. */
final class TopText {

    private static final int BAR = 10;

    /** From here on what is used has a bar, too. */
    private static final int ROOMY = 100;

    private final int columns;
    private final List<Line> lines = new ArrayList<>();

    private TopText(int columns) {
        this.columns = columns;
    }

    /** What a line is about, for whoever gives it a colour. */
    enum Kind {
        HEADING,
        COLUMNS,
        NODE,
        /** One that is unneeded. */
        LEAVING,
        POD,
        /** One that nothing helps. */
        HELPLESS,
        OTHER
    }

    record Line(Kind kind, String text) {}

    /** Within 80 columns. */
    static String narrow(TopDocument document) {
        return joined(lines(document, 80));
    }

    /** However wide. */
    static String wide(TopDocument document) {
        return joined(lines(document, Integer.MAX_VALUE));
    }

    private static String joined(List<Line> lines) {
        return lines.stream().map(Line::text).collect(Collectors.joining("\n", "", "\n"));
    }

    /**
     * @param columns that a table may have
     */
    static List<Line> lines(TopDocument document, int columns) {
        TopText text = new TopText(columns);
        for (Group group : document.nodeGroups()) {
            text.add(Kind.HEADING, heading(group));
            text.addNodes(of(document, group.name()));
            text.add(Kind.OTHER, "");
        }
        List<NodeRow> others = of(document, "");
        if (!others.isEmpty()) {
            text.add(Kind.HEADING, "nodes of no group");
            text.addNodes(others);
            text.add(Kind.OTHER, "");
        }
        text.addPods(document.pendingPods());
        return List.copyOf(text.lines);
    }

    private void add(Kind kind, String text) {
        lines.add(new Line(kind, text));
    }

    private void add(TextTable table, List<Kind> kinds) {
        List<String> printed =
                (columns == Integer.MAX_VALUE ? table.wide() : table.within(columns))
                        .lines()
                        .toList();
        add(Kind.COLUMNS, printed.getFirst());
        for (int row = 0; row < kinds.size(); row++) {
            add(kinds.get(row), printed.get(row + 1));
        }
    }

    private static String heading(Group group) {
        String cost =
                group.usdPerHour()
                        .map(price -> ", %s USD/h".formatted(price.toPlainString()))
                        .orElse("");
        return "%s: %d %s, wants %d (%d to %d)%s, CPU asked %d %%"
                .formatted(
                        group.name(),
                        group.nodes(),
                        group.nodes() == 1 ? "node" : "nodes",
                        group.target(),
                        group.min(),
                        group.max(),
                        cost,
                        group.askedCpu());
    }

    private static List<NodeRow> of(TopDocument document, String group) {
        return document.nodes().stream().filter(node -> node.nodeGroup().equals(group)).toList();
    }

    private void addNodes(List<NodeRow> rows) {
        if (rows.isEmpty()) {
            return;
        }
        TextTable table =
                new TextTable("NODE", "CPU ASKED", "USED", "MEM", "USD/H", "AGE", "VERDICT")
                        .spare("MEM", "USD/H", "USED");
        for (NodeRow row : rows) {
            table.add(
                    row.node().replaceFirst("\\..*", ""),
                    bar(row.asked().cpu()),
                    row.used().map(Share::cpu).map(this::used).orElse("-"),
                    percent(row.asked().memory()),
                    row.usdPerHour().map(BigDecimal::toPlainString).orElse("-"),
                    time(row.ageSeconds()),
                    verdict(row));
        }
        add(
                table,
                rows.stream()
                        .map(row -> row.unneededSeconds().isPresent() ? Kind.LEAVING : Kind.NODE)
                        .toList());
    }

    private String used(int percent) {
        return columns < ROOMY ? percent(percent) : bar(percent);
    }

    private void addPods(List<PodRow> pods) {
        if (pods.isEmpty()) {
            add(Kind.OTHER, "No Pending pod to show.");
            return;
        }
        TextTable table =
                new TextTable("PENDING POD", "FOR", "OUTCOME", "GROUP", "LACKS").spare("OUTCOME");
        for (PodRow row : pods) {
            table.add(
                    row.pod(),
                    time(row.waitingSeconds()),
                    row.outcome(),
                    row.nearest().orElse("-"),
                    row.lacks().orElse("-"));
        }
        add(
                table,
                pods.stream()
                        .map(row ->
                                row.outcome().equals("Unschedulable") ? Kind.HELPLESS : Kind.POD)
                        .toList());
    }

    /** Such as {@code ██████░░░░ 61 %}. */
    private static String bar(int percent) {
        int full = Math.min(BAR, (percent * BAR + 50) / 100);
        return "█".repeat(full) + "░".repeat(BAR - full) + " " + percent(percent);
    }

    private static String percent(int percent) {
        return percent + "%";
    }

    private static String verdict(NodeRow row) {
        String timer = row.unneededSeconds().map(seconds -> "unneeded " + time(seconds)).orElse("");
        String reason = row.reason().orElse("goes now");
        return Stream.of(timer, reason)
                .filter(part -> !part.isEmpty())
                .reduce((one, two) -> one + ", " + two)
                .orElse("");
    }

    /** As {@code kubectl} writes ages. */
    private static String time(long seconds) {
        if (seconds < 120) {
            return seconds + "s";
        }
        if (seconds < 2 * 3600) {
            return seconds / 60 + "m";
        }
        return seconds < 2 * 86_400 ? seconds / 3600 + "h" : seconds / 86_400 + "d";
    }
}
