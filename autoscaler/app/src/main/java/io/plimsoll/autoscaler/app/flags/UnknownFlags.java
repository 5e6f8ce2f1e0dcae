package io.plimsoll.autoscaler.app.flags;

import io.plimsoll.autoscaler.app.InvalidInputException;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Model.CommandSpec;

/** What a command line has that its command does not know. */
public final class UnknownFlags {

    /** Of a word that is a whole page, the beginning says enough. */
    private static final int LONGEST = 100;

    private UnknownFlags() {}

    /**
     * @param unmatched of the command line, in order
     * @return those that are no flags: pflag, and so Cluster Autoscaler, passes over them
     * @throws InvalidInputException about the first that is a flag
     */
    public static List<String> refused(CommandSpec command, List<String> unmatched) {
        for (String argument : unmatched) {
            if (argument.startsWith("-") && argument.length() > 1) {
                throw new InvalidInputException(message(command, argument));
            }
        }
        return unmatched;
    }

    private static String message(CommandSpec command, String argument) {
        int equals = argument.indexOf('=');
        String name = equals < 0 ? argument : argument.substring(0, equals);
        String written = name.length() > LONGEST ? name.substring(0, LONGEST) + "…" : name;
        String dashed =
                "--" + written.replaceFirst("^-+", "").replace('_', '-').toLowerCase(Locale.ROOT);
        return "%s: no such flag; the nearest is %s. All of them: %s --help"
                .formatted(
                        written,
                        nearest(dashed, command.optionsMap().keySet()),
                        command.qualifiedName());
    }

    /** The one with the fewest letters to change; of several the first by name. */
    private static String nearest(String written, Collection<String> known) {
        return known.stream()
                .filter(name -> name.startsWith("--"))
                .min(
                        Comparator.comparingInt((String name) -> distance(written, name))
                                .thenComparing(Comparator.naturalOrder()))
                .orElse("none");
    }

    /** Levenshtein's: letters added, left out or exchanged. */
    private static int distance(String from, String to) {
        int[] row = new int[to.length() + 1];
        for (int column = 0; column <= to.length(); column++) {
            row[column] = column;
        }
        for (int letter = 1; letter <= from.length(); letter++) {
            int diagonal = row[0];
            row[0] = letter;
            for (int column = 1; column <= to.length(); column++) {
                int exchanged =
                        diagonal + (from.charAt(letter - 1) == to.charAt(column - 1) ? 0 : 1);
                diagonal = row[column];
                row[column] = Math.min(exchanged, Math.min(row[column], row[column - 1]) + 1);
            }
        }
        return row[to.length()];
    }
}
