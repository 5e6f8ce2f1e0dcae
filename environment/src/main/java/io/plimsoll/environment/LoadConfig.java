package io.plimsoll.environment;

import java.time.Duration;
import java.util.Collections;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The load generator.
 *
 * @param profiles by name; {@code normal} and {@code heavy} at least
 */
public record LoadConfig(
        String image, SortedMap<String, String> nodeSelector, SortedMap<String, Profile> profiles) {

    public LoadConfig {
        nodeSelector = Collections.unmodifiableSortedMap(new TreeMap<>(nodeSelector));
        profiles = Collections.unmodifiableSortedMap(new TreeMap<>(profiles));
    }

    /**
     * What fortio is told.
     *
     * @param connections {@code -c}
     * @param qps {@code -qps}, requests a second
     * @param duration {@code -t}
     * @param hpaMax the HPA's maximum while this profile runs; empty leaves it
     */
    public record Profile(int connections, int qps, Duration duration, OptionalInt hpaMax) {}
}
