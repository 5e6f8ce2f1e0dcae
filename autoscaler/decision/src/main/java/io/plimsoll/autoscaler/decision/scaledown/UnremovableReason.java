package io.plimsoll.autoscaler.decision.scaledown;

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
    NOT_UNDERUTILIZED("NotUnderutilized"),
    NO_PLACE_TO_MOVE_PODS("NoPlaceToMovePods"),
    BLOCKED_BY_POD("BlockedByPod"),
    UPCOMING("Upcoming"),
    UNEXPECTED_ERROR("UnexpectedError");

    private final String upstreamName;

    UnremovableReason(String upstreamName) {
        this.upstreamName = upstreamName;
    }

    public String upstreamName() {
        return upstreamName;
    }
}
