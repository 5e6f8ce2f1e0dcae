package io.plimsoll.autoscaler.decision.model;

import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Amounts of resources: what a node has, or what pods ask for. Exact; fractions are rounded up
 * where the amount was parsed, as Kubernetes does.
 *
 * @param milliCpu thousandths of a CPU
 * @param memoryBytes bytes
 * @param ephemeralStorageBytes bytes
 * @param pods number of pods: the kubelet's limit on a node, 1 for a pod's request
 * @param extended every other resource by its full name (hugepages in bytes, devices in units),
 *     ordered by name
 */
public record Resources(
        long milliCpu,
        long memoryBytes,
        long ephemeralStorageBytes,
        long pods,
        SortedMap<String, Long> extended) {

    public static final Resources NONE = new Resources(0, 0, 0, 0, new TreeMap<>());

    public Resources {
        extended = SortedMaps.copyOf(extended);
    }

    /** As in {@link ObjectKey}. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Resources amounts
                && milliCpu == amounts.milliCpu
                && memoryBytes == amounts.memoryBytes
                && ephemeralStorageBytes == amounts.ephemeralStorageBytes
                && pods == amounts.pods
                && extended.equals(amounts.extended);
    }

    @Override
    public int hashCode() {
        int hash = 31 * Long.hashCode(milliCpu) + Long.hashCode(memoryBytes);
        hash = 31 * hash + Long.hashCode(ephemeralStorageBytes);
        return 31 * (31 * hash + Long.hashCode(pods)) + extended.hashCode();
    }

    /** CPU and memory alone, for one pod. */
    public static Resources ofPod(long milliCpu, long memoryBytes) {
        return new Resources(milliCpu, memoryBytes, 0, 1, new TreeMap<>());
    }

    public Resources plus(Resources other) {
        return combine(other, 1);
    }

    /** May go below zero: a node can be overcommitted by pods that never asked the scheduler. */
    public Resources minus(Resources other) {
        return combine(other, -1);
    }

    /** Of each resource the lesser amount; what one has none of is none. */
    public Resources least(Resources other) {
        SortedMap<String, Long> common = new TreeMap<>();
        extended.forEach((name, amount) -> {
            long least = Math.min(amount, other.extended.getOrDefault(name, 0L));
            if (least > 0) {
                common.put(name, least);
            }
        });
        return new Resources(
                Math.min(milliCpu, other.milliCpu),
                Math.min(memoryBytes, other.memoryBytes),
                Math.min(ephemeralStorageBytes, other.ephemeralStorageBytes),
                Math.min(pods, other.pods),
                common);
    }

    private Resources combine(Resources other, int sign) {
        SortedMap<String, Long> sum = new TreeMap<>(extended);
        other.extended.forEach((name, amount) -> sum.merge(name, sign * amount, Long::sum));
        return new Resources(
                milliCpu + sign * other.milliCpu,
                memoryBytes + sign * other.memoryBytes,
                ephemeralStorageBytes + sign * other.ephemeralStorageBytes,
                pods + sign * other.pods,
                sum);
    }
}
