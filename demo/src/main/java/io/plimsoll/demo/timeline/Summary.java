package io.plimsoll.demo.timeline;

import java.math.BigDecimal;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The story in a few figures.
 *
 * @param maxPendingSeconds the longest that a pod was without a node
 * @param stuckPending pods still Pending at the end of the last settled step under load
 * @param cost US dollars for all instances, from launch to end
 * @param load what became of the requests
 */
public record Summary(
        int peakReplicas,
        SortedMap<String, Integer> peakNodes,
        SortedMap<String, Integer> finalNodes,
        BigDecimal maxPendingSeconds,
        int stuckPending,
        BigDecimal cost,
        Load load) {

    /**
     * @param cpuTarget the HPA's, in percent of Kong's request
     * @param requests that clients meant to send in all, summed up from the samples
     * @param unserved of them
     * @param worstLatencyMillis of all samples; 0 where nothing was served
     */
    public record Load(
            int cpuTarget, long requests, long unserved, BigDecimal worstLatencyMillis) {}

    public Summary {
        peakNodes = Collections.unmodifiableSortedMap(new TreeMap<>(peakNodes));
        finalNodes = Collections.unmodifiableSortedMap(new TreeMap<>(finalNodes));
    }
}
