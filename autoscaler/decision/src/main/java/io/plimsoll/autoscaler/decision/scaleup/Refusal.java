package io.plimsoll.autoscaler.decision.scaleup;

/**
 * Why a group may not grow, whatever the pods.
 *
 * @param reason in Cluster Autoscaler's words, where it has some
 */
public record Refusal(Kind kind, String reason) {

    public enum Kind {
        /** Too many of its nodes are not ready. */
        UNREADY,
        BACKOFF,
        SUSPENDED,
        AT_MAXIMUM,
        /** Nobody can say what its next node looks like, or it is left alone. */
        UNKNOWN,
        /** The cluster's limits leave no room for one of its nodes. */
        LIMITS
    }
}
