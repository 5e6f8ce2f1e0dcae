package io.plimsoll.autoscaler.app.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Rows in columns that are as wide as their widest cell, as {@code kubectl get} prints them. */
public final class TextTable {

    private final List<List<String>> rows = new ArrayList<>();

    public TextTable(String... headings) {
        rows.add(List.of(headings));
    }

    public void add(String... cells) {
        rows.add(List.of(cells));
    }

    @Override
    public String toString() {
        int[] widths =
                IntStream.range(0, rows.getFirst().size())
                        .map(column ->
                                rows.stream()
                                        .mapToInt(row -> row.get(column).length())
                                        .max()
                                        .orElse(0))
                        .toArray();
        return rows.stream()
                .map(row ->
                        IntStream.range(0, widths.length)
                                .mapToObj(column -> padded(row.get(column), widths[column]))
                                .collect(Collectors.joining("   "))
                                .stripTrailing())
                .collect(Collectors.joining("\n", "", "\n"));
    }

    private static String padded(String cell, int width) {
        return cell + " ".repeat(width - cell.length());
    }
}
