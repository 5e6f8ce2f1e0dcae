package io.plimsoll.autoscaler.engine.port;

import io.plimsoll.autoscaler.decision.model.Cluster;
import io.plimsoll.autoscaler.decision.model.Node;
import io.plimsoll.autoscaler.decision.model.ObjectKey;
import io.plimsoll.autoscaler.decision.model.Pod;
import java.time.Duration;
import java.util.List;

/**
 * The Kubernetes API, as far as the engine uses it. Every call may throw {@link ClusterException};
 * a write that finds another world than the decision saw is refused with {@link
 * ClusterException.Category#CHANGED}.
 */
public interface ClusterApi {

    /** Everything that decisions look at, from caches that watch the API. */
    Cluster observe();

    /**
     * All pods that are bound to the node now, asked of the API server and of no cache. What is
     * bound to a node that is ended is lost, and a watch may be behind without knowing it.
     *
     * @throws ClusterException also when one of them cannot be understood
     */
    List<Pod> podsOn(String node);

    /**
     * Changes a node's taints and cordon in one write.
     *
     * <p>A node that is already as the edit would have it is left alone, so that a call whose
     * answer was lost may be repeated. Else the edit is refused as changed when the node of that
     * name is another one than {@code seen} (by its uid), or when what the edit touches is not as
     * in {@code seen}: the taints of the same key and effect, and the cordon where it changes it.
     * Where the node is gone, there is nothing to take away, which is no error, and nothing to put
     * on, which is refused as changed.
     *
     * @param seen the node as the decision saw it
     */
    void edit(Node seen, NodeEdit edit);

    /**
     * Asks for an eviction (policy/v1) of that one pod, once: a refusal is an answer, not an error.
     *
     * @param uid of the pod; another pod that bears its name is left alone
     * @throws ClusterException {@link ClusterException.Category#FORBIDDEN} where the rights do not
     *     suffice
     */
    Eviction evict(ObjectKey pod, String uid, Duration gracePeriod);

    enum Eviction {
        ACCEPTED,
        /** A PodDisruptionBudget allows none now. */
        BLOCKED_BY_BUDGET,
        /** The pod is gone already; another may have its name. */
        NOT_FOUND
    }
}
