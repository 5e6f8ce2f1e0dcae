package io.plimsoll.demo.whatif;

import java.math.BigDecimal;
import java.util.SortedMap;

/**
 * What came of one way to run the node groups.
 *
 * @param usd for all instances of the groups
 * @param peakNodes the most instances of each group at a time
 * @param peakNodesTogether of all groups
 */
record Side(
        BigDecimal usd,
        Waiting waiting,
        int evictions,
        SortedMap<String, Integer> peakNodes,
        int peakNodesTogether) {

    /**
     * How long pods waited for a node: from the scheduler's first refusal to the first loop that
     * saw the pod ready, or did not see it any more.
     *
     * @param pods that waited at all; the other figures are of these
     * @param stillWaiting at the end
     * @param podSeconds all together
     */
    record Waiting(
            int pods,
            int stillWaiting,
            BigDecimal podSeconds,
            BigDecimal medianSeconds,
            BigDecimal p99Seconds,
            BigDecimal worstSeconds) {}
}
