package io.plimsoll.autoscaler.decision.model;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/** Copies for records that own their maps. */
final class SortedMaps {
    private SortedMaps() {}

    /** Most objects have no annotations, selectors or extended resources: those share one map. */
    static <K extends Comparable<K>, V> SortedMap<K, V> copyOf(SortedMap<K, V> map) {
        return map.isEmpty()
                ? Collections.emptySortedMap()
                : Collections.unmodifiableSortedMap(new TreeMap<>(map));
    }
}
