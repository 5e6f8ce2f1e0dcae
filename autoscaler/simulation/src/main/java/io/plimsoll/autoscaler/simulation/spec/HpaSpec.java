package io.plimsoll.autoscaler.simulation.spec;

import io.plimsoll.autoscaler.decision.model.ObjectKey;

/**
 * A HorizontalPodAutoscaler on CPU utilization.
 *
 * @param target the Deployment
 * @param cpuUtilizationPercent of the pods' CPU request
 */
public record HpaSpec(
        ObjectKey key,
        ObjectKey target,
        int cpuUtilizationPercent,
        ReplicaRange range,
        HpaBehavior behavior) {

    public HpaSpec {
        if (cpuUtilizationPercent < 1) {
            throw new IllegalArgumentException(
                    "Target utilization of " + key + " must be at least 1 %");
        }
    }

    /** {@code minReplicas} and {@code maxReplicas}. */
    public record ReplicaRange(int min, int max) {
        public ReplicaRange {
            if (min < 1 || max < min) {
                throw new IllegalArgumentException(
                        "Replicas must be 1 <= min <= max, not " + min + " and " + max);
            }
        }
    }

    /** The same with another maximum; a minimum above it comes down with it. */
    public HpaSpec withMax(int max) {
        return new HpaSpec(
                key,
                target,
                cpuUtilizationPercent,
                new ReplicaRange(Math.min(range.min(), max), max),
                behavior);
    }
}
