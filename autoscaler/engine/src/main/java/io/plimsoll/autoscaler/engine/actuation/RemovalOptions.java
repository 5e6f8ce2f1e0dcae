package io.plimsoll.autoscaler.engine.actuation;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;

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
     * @param bands {@code --drain-priority-config}, the lowest priority first: a band's pods are
     *     asked to go when those before it are gone; where there are none, all go together
     */
    public record EvictionOptions(
            Duration maxGracePeriod,
            Duration maxTime,
            boolean daemonSetsOnOccupied,
            boolean daemonSetsOnEmpty,
            List<PriorityBand> bands) {
        public static final EvictionOptions DEFAULT =
                new EvictionOptions(Duration.ofMinutes(10), Duration.ofMinutes(2), true, false);

        public EvictionOptions {
            bands = bands.stream().sorted(Comparator.comparingInt(PriorityBand::priority)).toList();
        }

        /** All pods go together. */
        public EvictionOptions(
                Duration maxGracePeriod,
                Duration maxTime,
                boolean daemonSetsOnOccupied,
                boolean daemonSetsOnEmpty) {
            this(maxGracePeriod, maxTime, daemonSetsOnOccupied, daemonSetsOnEmpty, List.of());
        }

        /** Where in the order of the bands a pod of that priority is; 0 where there are none. */
        public int bandOf(int priority) {
            int band = 0;
            for (int index = 1; index < bands.size(); index++) {
                band = bands.get(index).priority() <= priority ? index : band;
            }
            return band;
        }

        /** The longest grace period of a pod of that priority. */
        public Duration gracePeriod(int priority) {
            return bands.isEmpty() ? maxGracePeriod : bands.get(bandOf(priority)).gracePeriod();
        }
    }

    /**
     * Pods from one priority on, up to the next band's; the lowest band takes all below as well, as
     * the kubelet's graceful shutdown.
     */
    public record PriorityBand(int priority, Duration gracePeriod) {}

    /**
     * @param maxPerLoop {@code --max-bulk-soft-taint-count}; 0: no soft taints
     * @param maxTimePerLoop {@code --max-bulk-soft-taint-time}
     */
    public record SoftTaintOptions(int maxPerLoop, Duration maxTimePerLoop) {
        public static final SoftTaintOptions DEFAULT =
                new SoftTaintOptions(10, Duration.ofSeconds(3));
    }
}
