package io.plimsoll.autoscaler.decision;

import java.time.Duration;
import java.util.List;

/**
 * The flags that change decisions, with Cluster Autoscaler 1.29's names and defaults. Flags that
 * change how the process runs are the application's.
 */
public record AutoscalingOptions(
        ScaleUpOptions scaleUp, ScaleDownOptions scaleDown, ClusterLimits limits) {

    public static final AutoscalingOptions DEFAULT =
            new AutoscalingOptions(
                    ScaleUpOptions.DEFAULT, ScaleDownOptions.DEFAULT, ClusterLimits.DEFAULT);

    /**
     * @param expanders {@code --expander}, in order
     * @param maxNodesPerScaleUp {@code --max-nodes-per-scaleup}
     * @param newPodDelay {@code --new-pod-scale-up-delay}
     * @param expendablePriorityCutoff {@code --expendable-pods-priority-cutoff}
     * @param maxNodeProvisionTime {@code --max-node-provision-time}
     */
    public record ScaleUpOptions(
            List<String> expanders,
            int maxNodesPerScaleUp,
            Duration newPodDelay,
            int expendablePriorityCutoff,
            Duration maxNodeProvisionTime) {
        public static final ScaleUpOptions DEFAULT =
                new ScaleUpOptions(
                        List.of("random"), 1000, Duration.ZERO, -10, Duration.ofMinutes(15));

        public ScaleUpOptions {
            expanders = List.copyOf(expanders);
        }
    }

    public record ScaleDownOptions(
            boolean enabled,
            Utilization utilization,
            Patience patience,
            Parallelism parallelism,
            DrainOptions drain) {
        public static final ScaleDownOptions DEFAULT =
                new ScaleDownOptions(
                        true,
                        Utilization.DEFAULT,
                        Patience.DEFAULT,
                        Parallelism.DEFAULT,
                        DrainOptions.DEFAULT);
    }

    /**
     * @param thresholdPermille {@code --scale-down-utilization-threshold} in thousandths
     * @param ignoreDaemonSets {@code --ignore-daemonsets-utilization}
     * @param ignoreMirrorPods {@code --ignore-mirror-pods-utilization}
     */
    public record Utilization(
            int thresholdPermille, boolean ignoreDaemonSets, boolean ignoreMirrorPods) {
        public static final Utilization DEFAULT = new Utilization(500, false, false);
    }

    /**
     * @param unneededTime {@code --scale-down-unneeded-time}
     * @param unreadyTime {@code --scale-down-unready-time}
     * @param unreadyEnabled {@code --scale-down-unready-enabled}
     * @param delays after other actions
     */
    public record Patience(
            Duration unneededTime, Duration unreadyTime, boolean unreadyEnabled, Delays delays) {
        public static final Patience DEFAULT =
                new Patience(Duration.ofMinutes(10), Duration.ofMinutes(20), true, Delays.DEFAULT);
    }

    /** {@code --scale-down-delay-after-add}, {@code -delete}, {@code -failure}. */
    public record Delays(Duration afterAdd, Duration afterDelete, Duration afterFailure) {
        public static final Delays DEFAULT =
                new Delays(Duration.ofMinutes(10), Duration.ZERO, Duration.ofMinutes(3));
    }

    /**
     * @param total {@code --max-scale-down-parallelism}: nodes being removed at once
     * @param drains {@code --max-drain-parallelism}: of them not empty
     */
    public record Parallelism(int total, int drains) {
        public static final Parallelism DEFAULT = new Parallelism(10, 1);
    }

    /**
     * @param skipSystemPods {@code --skip-nodes-with-system-pods}
     * @param skipLocalStorage {@code --skip-nodes-with-local-storage}
     * @param skipCustomControllerPods {@code --skip-nodes-with-custom-controller-pods}
     * @param minReplicaCount {@code --min-replica-count}
     */
    public record DrainOptions(
            boolean skipSystemPods,
            boolean skipLocalStorage,
            boolean skipCustomControllerPods,
            int minReplicaCount) {
        public static final DrainOptions DEFAULT = new DrainOptions(true, true, true, 0);
    }

    /**
     * @param maxNodesTotal {@code --max-nodes-total}, 0 for no limit
     * @param cores {@code --cores-total}
     * @param memoryGib {@code --memory-total}
     */
    public record ClusterLimits(int maxNodesTotal, Range cores, Range memoryGib) {
        public static final ClusterLimits DEFAULT =
                new ClusterLimits(0, new Range(0, 320_000), new Range(0, 6_400_000));
    }

    public record Range(long min, long max) {}
}
