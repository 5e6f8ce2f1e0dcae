package io.plimsoll.demo.whatif;

import io.plimsoll.autoscaler.app.plan.TextTable;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/** The answer as a table of three columns. */
final class WhatIfText {

    private final WhatIf answer;
    private final List<Row> rows = new ArrayList<>();

    private WhatIfText(WhatIf answer) {
        this.answer = answer;
        fill();
    }

    /** A figure of each side. */
    record Row(String what, String asRecorded, String replayed, String whatIf) {}

    static String of(WhatIf answer) {
        TextTable table = new TextTable("", "AS RECORDED", "SAME, PLAYED", "WHAT IF");
        rows(answer)
                .forEach(row ->
                        table.add(row.what(), row.asRecorded(), row.replayed(), row.whatIf()));
        StringBuilder text = new StringBuilder(head(answer) + "\n" + table + "\n");
        String verdict = verdict(answer);
        if (!verdict.isEmpty()) {
            text.append(verdict).append('\n');
        }
        answer.notes().forEach(note -> text.append("note: ").append(note).append('\n'));
        return text.toString();
    }

    static List<Row> rows(WhatIf answer) {
        return List.copyOf(new WhatIfText(answer).rows);
    }

    private static String head(WhatIf answer) {
        WhatIf.Recorded record = answer.record();
        return "%s to %s (%s): %s%d pods\nasked: %s\n"
                .formatted(
                        record.from(),
                        record.to(),
                        span(Duration.between(record.from(), record.to())),
                        record.loops() > 0 ? record.loops() + " loops, " : "",
                        record.pods(),
                        record.asked().isEmpty()
                                ? "nothing else than what was recorded"
                                : String.join(" ", record.asked()));
    }

    private static String span(Duration span) {
        long minutes = Math.round(span.toSeconds() / 60.0);
        return minutes < 120
                ? minutes + " min"
                : minutes < 48 * 60
                        ? Math.round(minutes / 60.0) + " h"
                        : Math.round(minutes / (24 * 60.0)) + " days";
    }

    private void fill() {
        row("cost, USD", side -> side.usd().setScale(2, RoundingMode.HALF_UP).toPlainString());
        row("pods that waited for a node", side -> "" + side.waiting().pods());
        row("  median, s", side -> seconds(side.waiting().medianSeconds()));
        row("  99 %, s", side -> seconds(side.waiting().p99Seconds()));
        row("  worst, s", side -> seconds(side.waiting().worstSeconds()));
        row("  together, pod-s", side -> seconds(side.waiting().podSeconds()));
        row("  still waiting", side -> "" + side.waiting().stillWaiting());
        row("evictions", side -> "" + side.evictions());
        row("nodes at the peak", side -> "" + side.peakNodesTogether());
        groups().forEach(group ->
                row("  of " + group, side -> side.peakNodes().getOrDefault(group, 0).toString()));
    }

    private Set<String> groups() {
        Set<String> groups = new TreeSet<>(answer.replayed().peakNodes().keySet());
        answer.asRecorded().ifPresent(side -> groups.addAll(side.peakNodes().keySet()));
        groups.addAll(answer.whatIf().peakNodes().keySet());
        return groups;
    }

    private static String seconds(BigDecimal seconds) {
        return seconds.setScale(0, RoundingMode.HALF_UP).toPlainString();
    }

    private void row(String what, Function<Side, String> figure) {
        rows.add(
                new Row(
                        what,
                        answer.asRecorded().map(figure).orElse("-"),
                        figure.apply(answer.replayed()),
                        figure.apply(answer.whatIf())));
    }

    /** Of two plays, so that what the simulator does otherwise than the world cancels out. */
    static String verdict(WhatIf answer) {
        BigDecimal played = answer.replayed().usd();
        if (played.signum() == 0) {
            return "";
        }
        BigDecimal percent =
                answer.whatIf()
                        .usd()
                        .subtract(played)
                        .multiply(BigDecimal.valueOf(100))
                        .divide(played, 1, RoundingMode.HALF_UP);
        return "what if costs %s %% %s than the same played"
                .formatted(percent.abs().toPlainString(), percent.signum() > 0 ? "more" : "less");
    }
}
