package io.plimsoll.autoscaler.kubernetes.cache;

/** News for which an autoscaler should not wait for its scan interval. */
public enum Wakeup {
    /** The scheduler found no node for a pod. */
    POD_UNSCHEDULABLE,
    NODE_READY,
    NODE_GONE,
    /** Somebody pulled or released the brake. */
    BRAKE
}
