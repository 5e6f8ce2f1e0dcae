package io.plimsoll.cli;

import io.plimsoll.demo.timeline.Summary;
import io.plimsoll.demo.timeline.Summary.Comparison;
import io.plimsoll.demo.timeline.Toll;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What a story came to, on a terminal. */
record StoryEnd(Consumer<String> say) {

    void tell(Summary summary, Path folder) {
        say.accept("");
        say.accept(
                "Peak: %d replicas on %s; at the end: %s."
                        .formatted(
                                summary.peakReplicas(),
                                nodes(summary.peakNodes()),
                                nodes(summary.finalNodes())));
        say.accept(
                "Longest wait of a pod: %s s; cost of the story: USD %s."
                        .formatted(
                                summary.maxPendingSeconds().toPlainString(),
                                summary.cost().toPlainString()));
        if (summary.stuckPending() > 0) {
            say.accept(
                    "%d pods stayed Pending under load; the log above and the report say why."
                            .formatted(summary.stuckPending()));
        }
        summary.outlay().comparedWith().ifPresent(other -> sideBySide(summary, other));
        say.accept(
                "Wrote %s, report.html and report.svg.".formatted(folder.resolve("timeline.json")));
    }

    private void sideBySide(Summary one, Comparison other) {
        Summary two = other.summary();
        say.accept("");
        row(
                "",
                "as described",
                "by Cluster Autoscaler's rules, %s on %s alone"
                        .formatted(other.expander(), other.nodeGroup()));
        new TreeSet<>(one.peakNodes().keySet())
                .forEach(group ->
                        row(
                                "nodes of %s at their peak".formatted(group),
                                one.peakNodes().getOrDefault(group, 0).toString(),
                                two.peakNodes().getOrDefault(group, 0).toString()));
        row("nodes at the end", total(one), total(two));
        row("all nodes at the end, USD/h", one.finalUsdPerHour(), two.finalUsdPerHour());
        row(
                "Kong's nodes at their peak, USD/h",
                one.outlay().kongPeakUsdPerHour(),
                two.outlay().kongPeakUsdPerHour());
        row("cost of the story, USD", one.outlay().toll().usd(), two.outlay().toll().usd());
        row("longest wait of a pod, s", one.maxPendingSeconds(), two.maxPendingSeconds());
        row(
                "pods without a node, pod-seconds",
                one.outlay().toll().pendingPodSeconds(),
                two.outlay().toll().pendingPodSeconds());
        row("evictions", one, two, Toll::evictions);
        row("nodes replaced by cheaper ones", one, two, Toll::nodesReplaced);
        say.accept("");
    }

    private void row(
            String what, Summary one, Summary two, Function<Toll, Optional<Integer>> counted) {
        counted.apply(one.outlay().toll())
                .ifPresent(count ->
                        row(
                                what,
                                count.toString(),
                                counted.apply(two.outlay().toll())
                                        .map(Object::toString)
                                        .orElse("")));
    }

    private static String total(Summary summary) {
        return Integer.toString(
                summary.finalNodes().values().stream().mapToInt(Integer::intValue).sum());
    }

    private void row(String what, BigDecimal one, BigDecimal two) {
        row(what, one.toPlainString(), two.toPlainString());
    }

    private void row(String what, String one, String two) {
        say.accept(String.format(Locale.ROOT, "%-34s  %-12s  %s", what, one, two).stripTrailing());
    }

    private static String nodes(Map<String, Integer> counts) {
        return counts.entrySet().stream()
                .map(count -> count.getValue() + " " + count.getKey())
                .collect(Collectors.joining(", ", "", " nodes"));
    }
}
