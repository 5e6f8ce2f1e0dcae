package io.plimsoll.charts8s.object;

import java.util.Map;

/**
 * Pod annotations by which Cluster Autoscaler, and Plimsoll as it, decides whether a pod may move.
 */
public final class SafeToEvict {

    private SafeToEvict() {}

    /**
     * Lets a node go although the pod has these local volumes; any other local volume blocks it.
     * Cluster Autoscaler splits the value at commas and trims nothing.
     */
    public static Map<String, String> localVolumes(String... volumes) {
        return Map.of(
                "cluster-autoscaler.kubernetes.io/safe-to-evict-local-volumes",
                String.join(",", volumes));
    }
}
