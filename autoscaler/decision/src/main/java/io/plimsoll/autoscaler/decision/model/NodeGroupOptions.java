package io.plimsoll.autoscaler.decision.model;

import java.time.Duration;
import java.util.Optional;

/**
 * A group's own values for some of the autoscaler's options (ASG tags {@code
 * k8s.io/cluster-autoscaler/node-template/autoscaling-options/*}); what is empty falls back to the
 * flag.
 *
 * @param utilizationThresholdPermille 500 is half of a node
 * @param repairedByCloud EKS replaces broken nodes of the group by itself (node auto repair)
 */
public record NodeGroupOptions(
        Optional<Integer> utilizationThresholdPermille,
        Optional<Integer> gpuUtilizationThresholdPermille,
        Optional<Duration> unneededTime,
        Optional<Duration> unreadyTime,
        Optional<Boolean> ignoreDaemonSetsUtilization,
        boolean repairedByCloud) {

    /** The cloud repairs nothing. */
    public NodeGroupOptions(
            Optional<Integer> utilizationThresholdPermille,
            Optional<Integer> gpuUtilizationThresholdPermille,
            Optional<Duration> unneededTime,
            Optional<Duration> unreadyTime,
            Optional<Boolean> ignoreDaemonSetsUtilization) {
        this(
                utilizationThresholdPermille,
                gpuUtilizationThresholdPermille,
                unneededTime,
                unreadyTime,
                ignoreDaemonSetsUtilization,
                false);
    }

    public static final NodeGroupOptions NONE =
            new NodeGroupOptions(
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty());
}
