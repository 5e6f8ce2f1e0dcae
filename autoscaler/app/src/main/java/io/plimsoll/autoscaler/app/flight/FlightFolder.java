package io.plimsoll.autoscaler.app.flight;

import java.nio.file.Path;

/**
 * Where a flight record is written.
 *
 * @param path is made where it is missing
 * @param maxBytes how large its files may be together
 */
public record FlightFolder(Path path, long maxBytes) {

    /** Holds more than a day of a hundred busy nodes. */
    public static final int DEFAULT_MAX_MIB = 48;
}
