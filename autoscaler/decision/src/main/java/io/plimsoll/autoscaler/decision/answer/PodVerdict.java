package io.plimsoll.autoscaler.decision.answer;

import io.plimsoll.autoscaler.decision.model.ObjectKey;
import java.util.List;

/** What becomes of one Pending pod; each gets exactly one verdict a loop. */
public sealed interface PodVerdict {
    ObjectKey pod();

    /** Some registered or upcoming node has room; the scheduler will see to it. */
    record FitsExistingNode(ObjectKey pod, String node) implements PodVerdict {}

    record TriggersScaleUp(ObjectKey pod, String nodeGroup) implements PodVerdict {}

    /**
     * No group would help.
     *
     * @param rejections one for each node group
     */
    record Unschedulable(ObjectKey pod, List<Rejection> rejections) implements PodVerdict {
        public Unschedulable {
            rejections = List.copyOf(rejections);
        }
    }

    /** A group would help, but this loop's choice does not; a later loop looks again. */
    record AwaitsEvaluation(ObjectKey pod) implements PodVerdict {}

    record Ignored(ObjectKey pod, IgnoreReason reason) implements PodVerdict {}

    /**
     * Why a group is no help to a pod.
     *
     * @param plugin the scheduler plugin that says no; {@code NodeGroup} where the group itself may
     *     not grow
     * @param reason in the scheduler's words, or Cluster Autoscaler's skip reason
     */
    record Rejection(String nodeGroup, String plugin, String reason) {
        /** In place of a plugin, where the group itself may not grow. */
        public static final String BY_GROUP = "NodeGroup";
    }

    /** Why a Pending pod is none of the autoscaler's business now. */
    enum IgnoreReason {
        /** Its priority is below the cutoff: it waits for room that others leave. */
        EXPENDABLE,
        /** It has scheduling gates: the scheduler does not look at it until they are gone. */
        GATED,
        /** The scheduler has not said that it cannot place the pod. */
        NOT_UNSCHEDULABLE,
        /** Its scheduler is none of those whose pods count. */
        OTHER_SCHEDULER,
        /** Its DaemonSet brings it to new nodes; no node is added for it. */
        DAEMON_SET,
        /** Younger than the scale-up delay. */
        YOUNG
    }
}
