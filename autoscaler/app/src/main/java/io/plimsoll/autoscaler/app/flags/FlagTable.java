package io.plimsoll.autoscaler.app.flags;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/** All flags of one version of Cluster Autoscaler, from a table beside this class. */
public final class FlagTable {

    private static final List<Flag> VERSION_1_29 = read("cluster-autoscaler-1.29.tsv");

    private FlagTable() {}

    /** Cluster Autoscaler 1.29 on AWS, ordered by name. */
    public static List<Flag> version129() {
        return VERSION_1_29;
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
                Flag.Use.valueOf(columns[3].toUpperCase(Locale.ROOT)));
    }
}
