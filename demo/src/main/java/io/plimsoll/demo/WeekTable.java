package io.plimsoll.demo;

import io.plimsoll.demo.timeline.Day;
import java.io.PrintWriter;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;
import java.util.function.BiConsumer;

/** Tells a week on a terminal while it is played: a row a day, both sides in it. */
public final class WeekTable implements BiConsumer<Day, Day> {

    private final PrintWriter out;
    private boolean begun;

    public WeekTable(PrintWriter out) {
        this.out = out;
    }

    @Override
    public void accept(Day here, Day there) {
        if (!begun) {
            begun = true;
            out.println();
            row("", "most", "most", "nodes", "one", "USD", "one", "pods wait", "one");
            row("", "req/s", "pods", "", "group", "", "group", "pod-s", "group");
        }
        row(
                here.name(),
                String.format(Locale.ROOT, "%,d", here.work().peakRequestsPerSecond()),
                Integer.toString(here.work().peakReplicas()),
                Integer.toString(here.work().peakNodes()),
                Integer.toString(there.work().peakNodes()),
                cents(here.toll().usd()),
                cents(there.toll().usd()),
                whole(here.toll().pendingPodSeconds()),
                whole(there.toll().pendingPodSeconds()));
    }

    private static String cents(BigDecimal usd) {
        return usd.setScale(2, RoundingMode.HALF_UP).toPlainString();
    }

    private static String whole(BigDecimal seconds) {
        return String.format(
                Locale.ROOT, "%,d", seconds.setScale(0, RoundingMode.HALF_UP).longValue());
    }

    private void row(Object... cells) {
        out.println(
                String.format(Locale.ROOT, "%-10s %9s %5s %6s %7s %8s %8s %9s %9s", cells)
                        .stripTrailing());
        out.flush();
    }
}
