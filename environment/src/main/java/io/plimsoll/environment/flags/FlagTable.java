package io.plimsoll.environment.flags;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

/** All flags of Cluster Autoscaler 1.20 to 1.37, from a table beside this class. */
public final class FlagTable {

    private static final List<Flag> ALL = read("cluster-autoscaler.tsv");
    private static final Map<String, Flag> BY_NAME =
            ALL.stream().collect(Collectors.toMap(Flag::name, flag -> flag));

    private FlagTable() {}

    /** Ordered by name. */
    public static List<Flag> all() {
        return ALL;
    }

    /** Empty for what is no flag. */
    public static Optional<Flag> find(String name) {
        return Optional.ofNullable(BY_NAME.get(name));
    }

    private static List<Flag> read(String resource) {
        try (InputStream table =
                Objects.requireNonNull(FlagTable.class.getResourceAsStream(resource), resource)) {
            return new String(table.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(FlagTable::flag)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Flag flag(String line) {
        String[] columns = line.split("\t", -1);
        return new Flag(
                columns[0],
                Flag.Kind.valueOf(columns[1].toUpperCase(Locale.ROOT)),
                columns[2],
                Flag.Use.valueOf(columns[3].toUpperCase(Locale.ROOT)),
                new Flag.History(columns[4], columns[5]),
                columns[6]);
    }
}
