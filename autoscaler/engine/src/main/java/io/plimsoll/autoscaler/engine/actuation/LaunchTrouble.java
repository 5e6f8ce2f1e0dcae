package io.plimsoll.autoscaler.engine.actuation;

import io.plimsoll.autoscaler.engine.port.CloudException.Category;
import io.plimsoll.autoscaler.engine.port.CloudProvider.LaunchFailure;
import io.plimsoll.autoscaler.engine.port.CloudProvider.Place;
import io.plimsoll.autoscaler.engine.port.LoopReport.Problem;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Whether failed launches mean that an order will not be delivered. A stockout is one type in one
 * zone: Auto Scaling goes on with the group's other zones and types at once, so it counts when it
 * comes round to the same place again, or has not helped itself within a minute. Anything else (a
 * quota, a right, a wrong launch template) is the same everywhere.
 *
 * @see <a href="https://docs.aws.amazon.com/autoscaling/ec2/userguide/auto-scaling-benefits.html">
 *     how Auto Scaling launches in another zone</a>
 */
final class LaunchTrouble {
    private static final Duration ROUND = Duration.ofSeconds(15);
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private LaunchTrouble() {}

    /**
     * Empty while the cloud may still deliver.
     *
     * @param failures since the order, oldest first
     */
    static Optional<Problem> of(List<LaunchFailure> failures, Instant now) {
        Map<Place, Instant> firstAt = new HashMap<>();
        for (LaunchFailure failure : failures) {
            Instant first = firstAt.computeIfAbsent(failure.place(), _ -> failure.time());
            boolean isLocal =
                    failure.category() == Category.CAPACITY_UNAVAILABLE
                            && failure.place().zone().isPresent();
            boolean cameRound = !failure.time().isBefore(first.plus(ROUND));
            boolean lasts = !failure.time().plus(PATIENCE).isAfter(now);
            if (!isLocal || cameRound || lasts) {
                return Optional.of(Problem.of(failure));
            }
        }
        return Optional.empty();
    }
}
