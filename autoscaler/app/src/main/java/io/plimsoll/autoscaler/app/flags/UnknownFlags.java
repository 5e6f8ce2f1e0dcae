package io.plimsoll.autoscaler.app.flags;

import io.plimsoll.autoscaler.app.InvalidInputException;
import io.plimsoll.environment.input.Nearest;
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
                        Nearest.closest(
                                        dashed,
                                        command.optionsMap().keySet().stream()
                                                .filter(known -> known.startsWith("--"))
                                                .toList())
                                .orElse("none"),
                        command.qualifiedName());
    }
}
