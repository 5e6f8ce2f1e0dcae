package io.plimsoll.charts8s.object;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Pod annotations by which Cluster Autoscaler, and Plimsoll as it, decides whether a pod may move.
 */
public final class SafeToEvict {

    private static final String SAFE = "cluster-autoscaler.kubernetes.io/safe-to-evict";

    private SafeToEvict() {}

    /** Keeps the node while the pod runs, with Karpenter too; a pod that has ended keeps none. */
    public static SortedMap<String, String> never() {
        return new TreeMap<>(Map.of(SAFE, "false", "karpenter.sh/do-not-disrupt", "true"));
    }

    /**
     * Lets a node go although the pod has these local volumes; any other local volume blocks it.
     * Cluster Autoscaler splits the value at commas and trims nothing.
     */
    public static Map<String, String> localVolumes(String... volumes) {
        return Map.of(SAFE + "-local-volumes", String.join(",", volumes));
    }
}
