package io.plimsoll.autoscaler.engine.actuation;

import io.plimsoll.autoscaler.decision.answer.Decision.NodeDeletion;
import io.plimsoll.autoscaler.decision.model.ObjectKey;
import java.time.Instant;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A node on its way out.
 *
 * @param cordoned by this removal, not by somebody before it
 */
record Removal(NodeDeletion deletion, String instanceId, boolean cordoned, Phase phase) {

    /** In the order they are gone through. */
    sealed interface Phase {
        Instant since();
    }

    /** Tainted; whoever may still bind pods to the node has time to notice. */
    record Settling(Instant since) implements Phase {}

    /**
     * Pods are asked to go, and go.
     *
     * @param refused when each pod's eviction was last refused
     * @param goneBy until when a pod whose eviction was accepted may take
     */
    record Draining(
            Instant since,
            SortedMap<ObjectKey, Instant> refused,
            SortedMap<ObjectKey, Instant> goneBy)
            implements Phase {
        Draining {
            refused = Collections.unmodifiableSortedMap(new TreeMap<>(refused));
            goneBy = Collections.unmodifiableSortedMap(new TreeMap<>(goneBy));
        }

        static Draining from(Instant since) {
            return new Draining(since, new TreeMap<>(), new TreeMap<>());
        }
    }

    /** Empty; its instance is to be ended as soon as nothing holds it. */
    record Emptied(Instant since) implements Phase {}

    /** The cloud was told to end the instance; the node will follow. */
    record Ending(Instant since) implements Phase {}

    String node() {
        return deletion.node();
    }

    String action() {
        return "remove node %s of %s".formatted(deletion.node(), deletion.nodeGroup());
    }

    Removal in(Phase next) {
        return new Removal(deletion, instanceId, cordoned, next);
    }
}
