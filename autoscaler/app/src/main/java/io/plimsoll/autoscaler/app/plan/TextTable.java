package io.plimsoll.autoscaler.app.plan;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Rows in columns that are as wide as their widest cell, as {@code kubectl get} prints them, within
 * the 80 columns of a terminal: where they are wider, they move together, then columns that can be
 * spared go, then the widest is cut.
 */
public final class TextTable {

    private static final int WIDTH = 80;
    private static final int GAP = 3;
    private static final int NARROW_GAP = 2;

    private final List<List<String>> rows = new ArrayList<>();
    private List<String> spared = List.of();

    public TextTable(String... headings) {
        rows.add(List.of(headings));
    }

    /**
     * Which columns go first where there is no room for all.
     *
     * @param headings the first goes first
     */
    public TextTable spare(String... headings) {
        spared = List.of(headings);
        return this;
    }

    public void add(String... cells) {
        rows.add(List.of(cells));
    }

    /** However wide. */
    public String wide() {
        return print(rows, widths(rows), GAP);
    }

    @Override
    public String toString() {
        return within(WIDTH);
    }

    /**
     * @param columns that a line may have
     */
    public String within(int columns) {
        List<List<String>> shown = rows;
        for (String heading : spared) {
            if (total(widths(shown), NARROW_GAP) > columns) {
                shown = without(shown, shown.getFirst().indexOf(heading));
            }
        }
        int[] widths = widths(shown);
        int gap = total(widths, GAP) > columns ? NARROW_GAP : GAP;
        int tooMuch = total(widths, gap) - columns;
        if (tooMuch > 0) {
            int widest =
                    IntStream.range(0, widths.length)
                            .reduce((one, two) -> widths[two] > widths[one] ? two : one)
                            .orElse(0);
            widths[widest] = Math.max(1, widths[widest] - tooMuch);
        }
        return print(shown, widths, gap);
    }

    private static List<List<String>> without(List<List<String>> rows, int column) {
        if (column < 0) {
            return rows;
        }
        return rows.stream()
                .map(row -> {
                    List<String> rest = new ArrayList<>(row);
                    rest.remove(column);
                    return List.copyOf(rest);
                })
                .toList();
    }

    private static int total(int[] widths, int gap) {
        return Arrays.stream(widths).sum() + gap * (widths.length - 1);
    }

    private static int[] widths(List<List<String>> rows) {
        return IntStream.range(0, rows.getFirst().size())
                .map(column ->
                        rows.stream().mapToInt(row -> row.get(column).length()).max().orElse(0))
                .toArray();
    }

    private static String print(List<List<String>> rows, int[] widths, int gap) {
        return rows.stream()
                .map(row ->
                        IntStream.range(0, widths.length)
                                .mapToObj(column -> padded(row.get(column), widths[column]))
                                .collect(Collectors.joining(" ".repeat(gap)))
                                .stripTrailing())
                .collect(Collectors.joining("\n", "", "\n"));
    }

    private static String padded(String cell, int width) {
        return cell.length() > width
                ? cell.substring(0, width - 1) + "…"
                : cell + " ".repeat(width - cell.length());
    }
}
