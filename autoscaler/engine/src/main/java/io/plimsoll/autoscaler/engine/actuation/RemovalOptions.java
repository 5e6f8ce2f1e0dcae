package io.plimsoll.autoscaler.engine.actuation;

import java.time.Duration;

/**
 * How nodes are removed.
 *
 * @param delayAfterTaint {@code --node-delete-delay-after-taint}: for the scheduler to notice
 * @param cordon {@code --cordon-node-before-terminating}
 * @param deletionDelayTimeout {@code --node-deletion-delay-timeout}: how long annotations {@code
 *     delay-deletion.cluster-autoscaler.kubernetes.io/*} may hold an emptied node
 */
public record RemovalOptions(
        Duration delayAfterTaint,
        boolean cordon,
        Duration deletionDelayTimeout,
        EvictionOptions eviction,
        SoftTaintOptions softTaint) {
    public static final RemovalOptions DEFAULT =
            new RemovalOptions(
                    Duration.ofSeconds(5),
                    false,
                    Duration.ofMinutes(2),
                    EvictionOptions.DEFAULT,
                    SoftTaintOptions.DEFAULT);

    /**
     * @param maxGracePeriod {@code --max-graceful-termination-sec}
     * @param maxTime {@code --max-pod-eviction-time}: after so long of refusals the node stays
     * @param daemonSetsOnOccupied {@code --daemonset-eviction-for-occupied-nodes}
     * @param daemonSetsOnEmpty {@code --daemonset-eviction-for-empty-nodes}
     */
    public record EvictionOptions(
            Duration maxGracePeriod,
            Duration maxTime,
            boolean daemonSetsOnOccupied,
            boolean daemonSetsOnEmpty) {
        public static final EvictionOptions DEFAULT =
                new EvictionOptions(Duration.ofMinutes(10), Duration.ofMinutes(2), true, false);
    }

    /**
     * @param maxPerLoop {@code --max-bulk-soft-taint-count}; 0: no soft taints
     * @param maxTimePerLoop {@code --max-bulk-soft-taint-time}
     */
    public record SoftTaintOptions(int maxPerLoop, Duration maxTimePerLoop) {
        public static final SoftTaintOptions DEFAULT =
                new SoftTaintOptions(10, Duration.ofSeconds(3));
    }
}
