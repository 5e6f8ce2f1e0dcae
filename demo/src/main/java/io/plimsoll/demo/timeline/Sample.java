package io.plimsoll.demo.timeline;

import java.math.BigDecimal;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The state at one moment.
 *
 * @param t seconds of virtual time since the story's start
 * @param replicas pods of the Kong Deployment that are there, Pending ones too, as {@code kubectl
 *     get hpa} counts
 * @param desiredReplicas what the HPA wants
 * @param pending pods of any kind that no node has taken
 * @param nodes Ready nodes of each node group
 * @param desired desired capacity of each node group
 * @param cpuUtilization of Kong's request in percent, as the HPA last read it
 */
public record Sample(
        BigDecimal t,
        int replicas,
        int desiredReplicas,
        int pending,
        SortedMap<String, Integer> nodes,
        SortedMap<String, Integer> desired,
        int cpuUtilization,
        BigDecimal usdPerHour) {
    public Sample {
        nodes = Collections.unmodifiableSortedMap(new TreeMap<>(nodes));
        desired = Collections.unmodifiableSortedMap(new TreeMap<>(desired));
    }
}
