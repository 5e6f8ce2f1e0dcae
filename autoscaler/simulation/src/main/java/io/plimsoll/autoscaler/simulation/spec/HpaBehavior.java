package io.plimsoll.autoscaler.simulation.spec;

import java.time.Duration;
import java.util.List;

/** {@code spec.behavior} of a HorizontalPodAutoscaler (autoscaling/v2). */
public record HpaBehavior(ScalingRules scaleUp, ScalingRules scaleDown) {

    /**
     * What the Kubernetes documentation gives where the manifest says nothing: up at once, by the
     * larger of 100 % and 4 pods in 15 s; down to the highest recommendation of 300 s.
     */
    public static final HpaBehavior DEFAULT =
            new HpaBehavior(
                    new ScalingRules(
                            Duration.ZERO,
                            List.of(
                                    new ScalingPolicy(
                                            PolicyType.PERCENT, 100, Duration.ofSeconds(15)),
                                    new ScalingPolicy(PolicyType.PODS, 4, Duration.ofSeconds(15))),
                            SelectPolicy.MAX),
                    new ScalingRules(
                            Duration.ofSeconds(300),
                            List.of(
                                    new ScalingPolicy(
                                            PolicyType.PERCENT, 100, Duration.ofSeconds(15))),
                            SelectPolicy.MAX));

    /**
     * @param stabilizationWindow how far back recommendations still count
     * @param policies at least one
     */
    public record ScalingRules(
            Duration stabilizationWindow, List<ScalingPolicy> policies, SelectPolicy select) {
        public ScalingRules {
            policies = List.copyOf(policies);
            if (policies.isEmpty()) {
                throw new IllegalArgumentException("Scaling rules need at least one policy");
            }
        }
    }

    /**
     * At most so much change in a period.
     *
     * @param value pods, or percent of the replicas at the period's start
     */
    public record ScalingPolicy(PolicyType type, int value, Duration period) {}

    public enum PolicyType {
        PODS,
        PERCENT
    }

    /** Which policy counts: the one that allows most, the one that allows least, or no change. */
    public enum SelectPolicy {
        MAX,
        MIN,
        DISABLED
    }
}
