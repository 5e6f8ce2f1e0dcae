package io.plimsoll.autoscaler.simulation.spec;

import java.time.Duration;

/**
 * How long things take. Every time that the simulation assumes is one of these; the defaults are
 * round numbers seen on Amazon EKS with AL2023 nodes, not measurements of any one cluster.
 *
 * @param jitterPercent how far boot, readiness and image pull may be from these times; 0 for
 *     exactly these
 */
public record Timing(
        InstanceTiming instance,
        PodTiming pod,
        ControlPlaneTiming controlPlane,
        int jitterPercent) {

    public static final Timing DEFAULT =
            new Timing(InstanceTiming.DEFAULT, PodTiming.DEFAULT, ControlPlaneTiming.DEFAULT);

    /** Exactly these times. */
    public Timing(InstanceTiming instance, PodTiming pod, ControlPlaneTiming controlPlane) {
        this(instance, pod, controlPlane, 0);
    }

    /**
     * @param instanceBoot from the Auto Scaling group's launch to the registered node
     * @param nodeReady from the registered node to condition Ready (kubelet, network plugin)
     * @param instanceStop from the order to terminate to the node's disappearance
     * @param launchRetry from a failed launch to the group's next try
     */
    public record InstanceTiming(
            Duration instanceBoot,
            Duration nodeReady,
            Duration instanceStop,
            Duration launchRetry) {
        public static final InstanceTiming DEFAULT =
                new InstanceTiming(
                        Duration.ofSeconds(40),
                        Duration.ofSeconds(10),
                        Duration.ofSeconds(30),
                        Duration.ofSeconds(60));
    }

    /**
     * @param imagePull for the first pod of an image on a node; later ones find it there
     * @param podReady from the container's start to the readiness probe's success
     * @param podStop from SIGTERM to the pod's end; the pod's own grace period cuts it short
     */
    public record PodTiming(Duration imagePull, Duration podReady, Duration podStop) {
        public static final PodTiming DEFAULT =
                new PodTiming(
                        Duration.ofSeconds(10), Duration.ofSeconds(5), Duration.ofSeconds(15));
    }

    /**
     * @param metricsResolution metrics-server's {@code --metric-resolution}: every pod is read once
     *     in each
     * @param hpaSync {@code --horizontal-pod-autoscaler-sync-period}
     * @param podGc from a node's disappearance to the removal of the pods that were on it
     */
    public record ControlPlaneTiming(Duration metricsResolution, Duration hpaSync, Duration podGc) {
        public static final ControlPlaneTiming DEFAULT =
                new ControlPlaneTiming(
                        Duration.ofSeconds(15), Duration.ofSeconds(15), Duration.ofSeconds(40));

        public ControlPlaneTiming {
            if (!metricsResolution.isPositive() || !hpaSync.isPositive()) {
                throw new IllegalArgumentException(
                        "Metrics resolution and HPA sync period must be positive, not %s and %s"
                                .formatted(metricsResolution, hpaSync));
            }
        }
    }
}
