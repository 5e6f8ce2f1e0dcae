package io.plimsoll.autoscaler.engine.port;

import io.plimsoll.autoscaler.decision.model.Cluster;
import io.plimsoll.autoscaler.decision.model.ObjectKey;
import io.plimsoll.autoscaler.decision.model.Taint;
import java.time.Duration;

/** The Kubernetes API, as far as the engine uses it. */
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

    void setUnschedulable(String node, boolean unschedulable);

    Eviction evict(ObjectKey pod, Duration gracePeriod);

    enum Eviction {
        ACCEPTED,
        /** A PodDisruptionBudget allows none now. */
        BLOCKED_BY_BUDGET,
        /** The pod is gone already. */
        NOT_FOUND
    }
}
