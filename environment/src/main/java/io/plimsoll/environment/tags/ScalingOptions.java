package io.plimsoll.environment.tags;

import io.plimsoll.environment.DisruptionBudgetConfig;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A group's own values for some of the autoscaler's flags; what is empty falls back to the flag.
 *
 * @param utilizationThresholdPermille 500 is half of a node; finer fractions are rounded
 * @param gpuUtilizationThresholdPermille the same for GPUs
 */
public record ScalingOptions(
        Optional<Integer> utilizationThresholdPermille,
        Optional<Integer> gpuUtilizationThresholdPermille,
        Optional<Duration> unneededTime,
        Optional<Duration> unreadyTime,
        Optional<Boolean> ignoreDaemonSetsUtilization,
        Optional<List<DisruptionBudgetConfig>> disruptionBudgets) {

    public static final ScalingOptions NONE =
            new ScalingOptions(
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty());
}
