package io.plimsoll.cli;

import io.plimsoll.checks.change.Change;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import picocli.CommandLine.Help;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Help.Column;
import picocli.CommandLine.Help.Column.Overflow;
import picocli.CommandLine.Help.TextTable;

/** What a deployment changes, for a person: a row a change, and a line that counts them. */
final class ChangeTable {

    /** Of a terminal's 80 columns. */
    private static final int EFFECT_WIDTH = 13;

    private static final int TEXT_WIDTH = 67;

    private final Ansi ansi;

    ChangeTable(Ansi ansi) {
        this.ansi = ansi;
    }

    String of(List<Change> changes) {
        TextTable table =
                TextTable.forColumns(
                        Help.defaultColorScheme(ansi),
                        new Column(EFFECT_WIDTH, 0, Overflow.TRUNCATE),
                        new Column(TEXT_WIDTH, 0, Overflow.WRAP));
        Map<Change.Effect, Long> counts = new TreeMap<>();
        for (Change change : changes) {
            counts.merge(change.effect(), 1L, Long::sum);
            table.addRowValues(
                    ansi.text(colored(change.effect())),
                    ansi.text(
                            "%s: %s %s (%s)"
                                    .formatted(
                                            change.stack(),
                                            change.name(),
                                            change.explanation().what(),
                                            change.type())));
            if (!change.explanation().way().isEmpty()) {
                table.addRowValues(ansi.text(""), ansi.text(change.explanation().way()));
            }
        }
        String sum =
                counts.entrySet().stream()
                        .map(count -> count.getValue() + " " + word(count.getKey()))
                        .collect(Collectors.joining(", "));
        return table
                + (changes.isEmpty() ? "No changes" : "Changes: " + sum)
                + System.lineSeparator();
    }

    private static String colored(Change.Effect effect) {
        String word = word(effect);
        return switch (effect) {
            case IMPOSSIBLE -> "@|bold,red " + word + "|@";
            case REPLACEMENT, REMOVED -> "@|yellow " + word + "|@";
            case ADDED, IN_PLACE, ROLLING -> word;
        };
    }

    private static String word(Change.Effect effect) {
        return switch (effect) {
            case ADDED -> "new";
            case IN_PLACE -> "in place";
            case ROLLING -> "rolling";
            case REPLACEMENT -> "replacement";
            case REMOVED -> "removed";
            case IMPOSSIBLE -> "impossible";
        };
    }
}
