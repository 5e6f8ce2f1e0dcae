package io.plimsoll.autoscaler.app.shadow;

import io.plimsoll.autoscaler.app.plan.Lines;
import io.plimsoll.autoscaler.app.plan.TextTable;
import java.math.BigDecimal;
import java.math.RoundingMode;

/** A dry run's report for a terminal of 80 columns. */
final class ShadowText {

    private ShadowText() {}

    static String of(ShadowReport report) {
        if (report.days().isEmpty()) {
            return "Nothing was watched yet.\n";
        }
        TextTable table =
                new TextTable(
                        "DAY", "", "ADDED", "REMOVED", "EVICTED", "NODE-H", "USD", "WAIT-MIN");
        for (ShadowReport.Day day : report.days()) {
            rows(table, day.day(), day);
        }
        rows(table, "all", report.total());
        ShadowReport.Day total = report.total();
        Lines lines = new Lines();
        lines.blank()
                .add(0, "%s h watched. With the dry run:".formatted(total.watchedHours()))
                .add(2, verdict(total) + ".");
        if (!total.unpriced().isEmpty()) {
            lines.add(
                    0,
                    "Not in the money, as nobody knows their price: "
                            + String.join(", ", total.unpriced()));
        }
        return table + lines.toString();
    }

    static String verdict(ShadowReport.Day total) {
        return "%s money, %s waiting of pods, %s evictions"
                .formatted(
                        change(total.done().usd(), total.would().usd(), "less"),
                        change(
                                total.done().podMinutesWaiting(),
                                total.would().podMinutesWaiting(),
                                "less"),
                        change(
                                BigDecimal.valueOf(total.done().evictions()),
                                BigDecimal.valueOf(total.would().evictions()),
                                "fewer"));
    }

    private static void rows(TextTable table, String name, ShadowReport.Day day) {
        row(table, name, "done", day.done());
        row(table, "", "would", day.would());
    }

    private static void row(TextTable table, String name, String who, ShadowReport.Side side) {
        table.add(
                name,
                who,
                Integer.toString(side.nodesAdded()),
                Integer.toString(side.nodesRemoved()),
                Integer.toString(side.evictions()),
                side.nodeHours().toPlainString(),
                side.usd().toPlainString(),
                side.podMinutesWaiting().toPlainString());
    }

    /** Such as {@code 12 % less}. */
    private static String change(BigDecimal done, BigDecimal would, String less) {
        if (done.compareTo(would) == 0) {
            return "no more or %s".formatted(less);
        }
        if (done.signum() == 0) {
            return "%s more".formatted(would.toPlainString());
        }
        BigDecimal percent =
                would.subtract(done)
                        .multiply(BigDecimal.valueOf(100))
                        .divide(done, 0, RoundingMode.HALF_UP);
        return "%s %% %s"
                .formatted(percent.abs().toPlainString(), percent.signum() < 0 ? less : "more");
    }
}
