package io.plimsoll.autoscaler.app.flags;

import io.plimsoll.environment.flags.Flag;
import io.plimsoll.environment.flags.FlagTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A command line as pflag reads it, which Cluster Autoscaler uses: a flag that is no boolean takes
 * the next argument, whatever it looks like; a boolean takes none; underscores are dashes; {@code
 * -v4}, {@code -v 4} and {@code --v=4} are one. Empty arguments say nothing: people's templates
 * leave them where a condition does not hold.
 */
public final class FlagArguments {

    private static final String VERBOSITY = "v";

    private FlagArguments() {}

    /** The same with each flag and its value in one argument; all else is left as it is. */
    public static List<String> normal(List<String> arguments) {
        List<String> normal = new ArrayList<>();
        for (int index = 0; index < arguments.size(); index++) {
            String argument = arguments.get(index);
            Optional<Flag> flag = flag(argument);
            if (flag.isPresent() && takesNext(flag.get(), argument)) {
                boolean last = index + 1 == arguments.size();
                normal.add(last ? flag.get().option() : joined(flag.get(), arguments.get(++index)));
            } else if (flag.isPresent()) {
                normal.add(joined(flag.get(), attached(argument)));
            } else if (!argument.isEmpty()) {
                normal.add(argument);
            }
        }
        return normal;
    }

    private static String joined(Flag flag, String value) {
        return flag.option() + "=" + value;
    }

    private static Optional<Flag> flag(String argument) {
        if (argument.startsWith("--")) {
            int equals = argument.indexOf('=');
            String name = equals < 0 ? argument.substring(2) : argument.substring(2, equals);
            return FlagTable.find(name.replace('_', '-'));
        }
        return argument.startsWith("-" + VERBOSITY) ? FlagTable.find(VERBOSITY) : Optional.empty();
    }

    private static boolean takesNext(Flag flag, String argument) {
        boolean alone =
                argument.startsWith("--") ? !argument.contains("=") : argument.length() == 2;
        return alone && flag.kind() != Flag.Kind.BOOL;
    }

    /** What stands behind the equals sign, or directly behind a letter. */
    private static String attached(String argument) {
        int equals = argument.indexOf('=');
        if (argument.startsWith("--")) {
            return equals < 0 ? "true" : argument.substring(equals + 1);
        }
        return argument.substring(equals == 2 ? 3 : 2);
    }
}
