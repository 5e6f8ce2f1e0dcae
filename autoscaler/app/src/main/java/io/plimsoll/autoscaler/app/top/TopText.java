package io.plimsoll.autoscaler.app.top;

import io.plimsoll.autoscaler.app.plan.TextTable;
import io.plimsoll.autoscaler.app.top.TopDocument.Group;
import io.plimsoll.autoscaler.app.top.TopDocument.NodeRow;
import io.plimsoll.autoscaler.app.top.TopDocument.PodRow;
import io.plimsoll.autoscaler.app.top.TopDocument.Share;
import java.math.BigDecimal;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/** The rows for a terminal: nodes by group with bars, then pods that wait. */
final class TopText {

    private static final int BAR = 10;

    private final Function<TextTable, String> printed;

    private TopText(Function<TextTable, String> printed) {
        this.printed = printed;
    }

    /** Within 80 columns. */
    static String narrow(TopDocument document) {
        return new TopText(TextTable::toString).of(document);
    }

    static String wide(TopDocument document) {
        return new TopText(TextTable::wide).of(document);
    }

    private String of(TopDocument document) {
        StringBuilder text = new StringBuilder();
        for (Group group : document.nodeGroups()) {
            text.append(heading(group)).append(nodes(document, group.name())).append('\n');
        }
        List<NodeRow> others = of(document, "");
        if (!others.isEmpty()) {
            text.append("nodes of no group\n").append(table(others)).append('\n');
        }
        return text.append(pods(document.pendingPods())).toString();
    }

    private static String heading(Group group) {
        String cost =
                group.usdPerHour()
                        .map(price -> ", %s USD/h".formatted(price.toPlainString()))
                        .orElse("");
        return "%s: %d %s, wants %d (%d to %d)%s, CPU asked %d %%\n"
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

    private String nodes(TopDocument document, String group) {
        List<NodeRow> rows = of(document, group);
        return rows.isEmpty() ? "" : table(rows);
    }

    private static List<NodeRow> of(TopDocument document, String group) {
        return document.nodes().stream().filter(node -> node.nodeGroup().equals(group)).toList();
    }

    private String table(List<NodeRow> rows) {
        TextTable table =
                new TextTable("NODE", "CPU ASKED", "USED", "MEM", "USD/H", "AGE", "VERDICT")
                        .spare("MEM", "USD/H", "USED");
        for (NodeRow row : rows) {
            table.add(
                    row.node().replaceFirst("\\..*", ""),
                    bar(row.asked().cpu()),
                    row.used().map(Share::cpu).map(TopText::percent).orElse("-"),
                    percent(row.asked().memory()),
                    row.usdPerHour().map(BigDecimal::toPlainString).orElse("-"),
                    time(row.ageSeconds()),
                    verdict(row));
        }
        return printed.apply(table);
    }

    private String pods(List<PodRow> pods) {
        if (pods.isEmpty()) {
            return "No pod is Pending.\n";
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
        return printed.apply(table);
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
