package io.plimsoll.demo.timeline;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.math.BigDecimal;

/**
 * A day of a week in a few figures.
 *
 * @param name such as {@code Monday}
 * @param maxPendingSeconds the longest that a pod was without a node, of the waits that ended then
 */
public record Day(
        String name,
        @JsonUnwrapped Work work,
        BigDecimal maxPendingSeconds,
        @JsonUnwrapped Toll toll) {

    /**
     * What there was to do, and on what it was done.
     *
     * @param requests that clients meant to send, summed up from the samples
     * @param unserved of them
     * @param peakNodes the most Ready nodes, of all groups that Kong may run on
     */
    public record Work(
            long requests,
            long unserved,
            long peakRequestsPerSecond,
            int peakReplicas,
            int peakNodes) {}
}
