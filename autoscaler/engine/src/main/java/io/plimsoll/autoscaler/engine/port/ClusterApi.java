package io.plimsoll.autoscaler.engine.port;

import io.plimsoll.autoscaler.decision.model.Cluster;
import io.plimsoll.autoscaler.decision.model.ObjectKey;
import io.plimsoll.autoscaler.decision.model.Taint;
import java.time.Duration;

/**
 * The Kubernetes API, as far as the engine uses it. Every call may throw {@link ClusterException}.
 */
public interface ClusterApi {

    /** Everything that decisions look at, from caches that watch the API. */
    Cluster observe();

    /**
     * Adds the taint, or replaces one of the same key and effect. Idempotent; a node that is gone
     * is no error.
     */
    void taint(String node, Taint taint);

    /** Takes away every taint of that key. Idempotent; a node that is gone is no error. */
    void untaint(String node, String taintKey);

    /** Cordons or uncordons. Idempotent; a node that is gone is no error. */
    void setUnschedulable(String node, boolean unschedulable);

    /** Asks for an eviction (policy/v1), once: a refusal is an answer, not an error. */
    Eviction evict(ObjectKey pod, Duration gracePeriod);

    enum Eviction {
        ACCEPTED,
        /** A PodDisruptionBudget allows none now. */
        BLOCKED_BY_BUDGET,
        /** The pod is gone already. */
        NOT_FOUND
    }
}
