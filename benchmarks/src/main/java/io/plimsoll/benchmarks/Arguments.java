package io.plimsoll.benchmarks;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;

/** The command line. */
record Arguments(List<Work> works, boolean json, boolean help) {
    static final String USAGE =
            """
            bench [NAME…] [-o json]: runs the benchmarks named, or all of them (under 10 minutes),
            and prints a table, or one JSON document with -o json.
            """
                    + "Names: "
                    + String.join(", ", names());

    Arguments {
        works = List.copyOf(works);
    }

    /**
     * @throws IllegalArgumentException with what is allowed
     */
    static Arguments parse(List<String> arguments) {
        List<String> names = new ArrayList<>();
        boolean json = false;
        boolean help = false;
        Iterator<String> rest = arguments.iterator();
        while (rest.hasNext()) {
            String argument = rest.next();
            if (argument.equals("-o") || argument.equals("--output")) {
                json = isJson(rest.hasNext() ? rest.next() : "");
            } else if (argument.equals("-h") || argument.equals("--help")) {
                help = true;
            } else if (argument.startsWith("-")) {
                throw new IllegalArgumentException(
                        "bench: unknown option " + argument + "; there are -o json and --help");
            } else {
                names.add(argument.toUpperCase(Locale.ROOT));
            }
        }
        return new Arguments(named(names), json, help);
    }

    private static boolean isJson(String format) {
        return switch (format) {
            case "json" -> true;
            case "table" -> false;
            default ->
                    throw new IllegalArgumentException(
                            "bench: -o \"" + format + "\" is not one of json, table");
        };
    }

    private static List<Work> named(List<String> names) {
        List<String> known = names();
        for (String name : names) {
            if (!known.contains(name)) {
                throw new IllegalArgumentException(
                        "bench: \"" + name + "\" is not one of " + String.join(", ", known));
            }
        }
        return Works.ALL.stream()
                .filter(work -> names.isEmpty() || names.contains(work.name()))
                .toList();
    }

    private static List<String> names() {
        return Works.ALL.stream().map(Work::name).distinct().toList();
    }
}
