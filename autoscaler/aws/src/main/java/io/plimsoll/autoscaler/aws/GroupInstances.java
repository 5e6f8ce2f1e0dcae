package io.plimsoll.autoscaler.aws;

import io.plimsoll.autoscaler.decision.model.NodeGroup.Instance;
import io.plimsoll.autoscaler.decision.model.NodeGroup.Lifecycle;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.autoscaling.model.AutoScalingGroup;
import software.amazon.awssdk.services.autoscaling.model.LifecycleState;

/** A group's instances, as far as they make up its desired capacity or just left it. */
public final class GroupInstances {

    private GroupInstances() {}

    public static List<Instance> of(AutoScalingGroup group) {
        return group.instances().stream().flatMap(instance -> instance(instance).stream()).toList();
    }

    private static Optional<Instance> instance(
            software.amazon.awssdk.services.autoscaling.model.Instance instance) {
        return lifecycle(instance.lifecycleState())
                .map(lifecycle ->
                        new Instance(
                                instance.instanceId(),
                                "aws:///%s/%s"
                                        .formatted(
                                                instance.availabilityZone(), instance.instanceId()),
                                lifecycle));
    }

    /** Empty for instances in a warm pool, on standby or detached: they are not the group's now. */
    static Optional<Lifecycle> lifecycle(LifecycleState state) {
        return switch (state) {
            case PENDING, PENDING_WAIT, PENDING_PROCEED -> Optional.of(Lifecycle.PENDING);
            case IN_SERVICE -> Optional.of(Lifecycle.IN_SERVICE);
            case TERMINATING, TERMINATING_WAIT, TERMINATING_PROCEED, TERMINATED ->
                    Optional.of(Lifecycle.TERMINATING);
            case QUARANTINED,
                    DETACHING,
                    DETACHED,
                    ENTERING_STANDBY,
                    STANDBY,
                    WARMED_PENDING,
                    WARMED_PENDING_WAIT,
                    WARMED_PENDING_PROCEED,
                    WARMED_TERMINATING,
                    WARMED_TERMINATING_WAIT,
                    WARMED_TERMINATING_PROCEED,
                    WARMED_TERMINATED,
                    WARMED_STOPPED,
                    WARMED_RUNNING,
                    WARMED_HIBERNATED,
                    UNKNOWN_TO_SDK_VERSION ->
                    Optional.empty();
        };
    }
}
