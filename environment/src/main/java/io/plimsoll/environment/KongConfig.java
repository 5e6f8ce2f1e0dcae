package io.plimsoll.environment;

import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The Kong data plane.
 *
 * @param konnect present exactly in mode {@code konnect}
 * @param nodeSelector labels of the node groups it runs on
 */
public record KongConfig(
        Mode mode,
        Image image,
        Container container,
        SortedMap<String, String> nodeSelector,
        Optional<Konnect> konnect) {

    public KongConfig {
        nodeSelector = Collections.unmodifiableSortedMap(new TreeMap<>(nodeSelector));
    }

    public enum Mode {
        DBLESS,
        KONNECT
    }

    public record Image(String reference, String namespace) {}

    public record Container(ComputeResources requests, ComputeResources limits) {}

    /**
     * @param controlPlane host such as {@code <id>.us.cp0.konghq.com}
     * @param telemetry host such as {@code <id>.us.tp0.konghq.com}
     * @param certificateSecret name of the TLS secret in Kong's namespace; its content is never
     *     written anywhere
     */
    public record Konnect(String controlPlane, String telemetry, String certificateSecret) {}
}
