package io.plimsoll.autoscaler.engine.actuation;

import io.plimsoll.autoscaler.decision.answer.Decision.NodeDeletion;
import io.plimsoll.autoscaler.decision.model.Node;
import io.plimsoll.autoscaler.decision.model.NodeGroup.Instance;
import io.plimsoll.autoscaler.decision.model.ObjectKey;
import io.plimsoll.autoscaler.engine.port.NodeEdit;
import io.plimsoll.autoscaler.engine.port.NodeEdit.Cordon;
import java.time.Instant;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A node on its way out.
 *
 * @param marked when its node was tainted
 */
record Removal(NodeDeletion deletion, Target target, Instant marked, Phase phase) {

    /**
     * What is to go, as the decision saw it.
     *
     * @param cordons whether this removal cordons the node, which nobody did before it
     */
    record Target(Node node, Instance instance, boolean cordons) {}

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
        return new Removal(deletion, target, marked, next);
    }

    /** What marks the node. */
    NodeEdit mark() {
        NodeEdit taint = NodeEdit.put(Taints.toBeDeleted(marked));
        return target.cordons() ? taint.and(Cordon.CORDONED) : taint;
    }

    /** What takes the mark off again. */
    NodeEdit unmark() {
        NodeEdit taint = NodeEdit.remove(Taints.toBeDeleted(marked));
        return target.cordons() ? taint.and(Cordon.UNCORDONED) : taint;
    }
}
