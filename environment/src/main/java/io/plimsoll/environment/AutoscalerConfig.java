package io.plimsoll.environment;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The bundled node autoscaler.
 *
 * @param flags Cluster Autoscaler's flags without their dashes
 */
public record AutoscalerConfig(
        String image,
        String namespace,
        String serviceAccount,
        SortedMap<String, String> nodeSelector,
        SortedMap<String, String> flags) {

    public AutoscalerConfig {
        nodeSelector = Collections.unmodifiableSortedMap(new TreeMap<>(nodeSelector));
        flags = Collections.unmodifiableSortedMap(new TreeMap<>(flags));
    }
}
