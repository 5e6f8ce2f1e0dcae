package io.plimsoll.autoscaler.decision.model;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A group's own values for some of the autoscaler's options (ASG tags {@code
 * k8s.io/cluster-autoscaler/node-template/autoscaling-options/*}); what is empty falls back to the
 * flag.
 *
 * @param utilizationThresholdPermille 500 is half of a node
 * @param upkeep what is done with its nodes
 */
public record NodeGroupOptions(
        Optional<Integer> utilizationThresholdPermille,
        Optional<Integer> gpuUtilizationThresholdPermille,
        Optional<Duration> unneededTime,
        Optional<Duration> unreadyTime,
        Optional<Boolean> ignoreDaemonSetsUtilization,
        Upkeep upkeep) {

    /**
     * @param repairedByCloud EKS replaces broken nodes of the group by itself (node auto repair)
     * @param budgets ASG tag {@code plimsoll.io/disruption-budgets}; one that allows nothing where
     *     the tag makes no sense
     */
    public record Upkeep(boolean repairedByCloud, Optional<List<DisruptionBudget>> budgets) {
        public static final Upkeep NONE = new Upkeep(false, Optional.empty());

        public Upkeep {
            budgets = budgets.map(List::copyOf);
        }
    }

    /** The cloud repairs nothing, and nothing is said of how many nodes may go. */
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
                Upkeep.NONE);
    }

    public static final NodeGroupOptions NONE =
            new NodeGroupOptions(
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty());
}
