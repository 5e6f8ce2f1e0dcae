package io.plimsoll.autoscaler.decision.answer;

/**
 * Why a node stays. The names on the wire are those of Cluster Autoscaler's {@code
 * simulator.UnremovableReason}.
 */
public enum UnremovableReason {
    SCALE_DOWN_DISABLED_ANNOTATION("ScaleDownDisabledAnnotation"),
    SCALE_DOWN_UNREADY_DISABLED("ScaleDownUnreadyDisabled"),
    NOT_AUTOSCALED("NotAutoscaled"),
    NOT_UNNEEDED_LONG_ENOUGH("NotUnneededLongEnough"),
    NOT_UNREADY_LONG_ENOUGH("NotUnreadyLongEnough"),
    NODE_GROUP_MIN_SIZE_REACHED("NodeGroupMinSizeReached"),
    MINIMAL_RESOURCE_LIMIT_EXCEEDED("MinimalResourceLimitExceeded"),
    CURRENTLY_BEING_DELETED("CurrentlyBeingDeleted"),
    /** Ours: its machine goes anyway, and its pods are being served elsewhere. */
    INTERRUPTED("Interrupted"),
    NOT_UNDERUTILIZED("NotUnderutilized"),
    NO_PLACE_TO_MOVE_PODS("NoPlaceToMovePods"),
    BLOCKED_BY_POD("BlockedByPod"),
    /** Registered, but not started yet: it counts as a node to come. */
    UPCOMING("Upcoming"),
    /** Scale-down waits for a while after another action. */
    SCALE_DOWN_IN_COOLDOWN("ScaleDownInCooldown"),
    /** The nodes that come in its place are not ready, or it is only now marked to go. */
    AWAITS_REPLACEMENT("AwaitsReplacement"),
    /** As many nodes as allowed are being removed already. */
    PARALLELISM_REACHED("ParallelismReached"),
    /** As many removals as allowed began within the last hour. */
    REMOVAL_RATE_REACHED("RemovalRateReached"),
    /** As many nodes of its group as its disruption budget allows are on their way out. */
    DISRUPTION_BUDGET_REACHED("DisruptionBudgetReached"),
    /** Scale-down is switched off, or this loop scaled up and did not look at nodes. */
    NOT_EVALUATED("NotEvaluated"),
    CLUSTER_UNHEALTHY("ClusterUnhealthy"),
    /** The node is there and cannot be understood. */
    UNREADABLE("Unreadable"),
    /** Nothing was heard of some resource for too long: what seems unneeded may not be. */
    STALE_VIEW("StaleView"),
    UNEXPECTED_ERROR("UnexpectedError");

    private final String upstreamName;

    UnremovableReason(String upstreamName) {
        this.upstreamName = upstreamName;
    }

    public String upstreamName() {
        return upstreamName;
    }
}
