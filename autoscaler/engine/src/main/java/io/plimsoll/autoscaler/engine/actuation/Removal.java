package io.plimsoll.autoscaler.engine.actuation;

import io.plimsoll.autoscaler.decision.answer.Action.NodeRemoval;
import io.plimsoll.autoscaler.decision.model.Node;
import io.plimsoll.autoscaler.decision.model.NodeGroup.Instance;
import io.plimsoll.autoscaler.decision.model.ObjectKey;
import io.plimsoll.autoscaler.engine.port.LoopReport.Problem;
import io.plimsoll.autoscaler.engine.port.NodeEdit;
import io.plimsoll.autoscaler.engine.port.NodeEdit.Cordon;
import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * A node on its way out.
 *
 * @param marked when its node was tainted
 */
record Removal(NodeRemoval action, Target target, Instant marked, Phase phase) {

    /**
     * What is to go, as the decision saw it.
     *
     * @param cordons whether this removal cordons the node, which nobody did before it
     * @param pods uids of the pods that were on the node
     */
    record Target(
            Node node, Instance instance, boolean cordons, SortedMap<ObjectKey, String> pods) {
        Target {
            pods = Collections.unmodifiableSortedMap(new TreeMap<>(pods));
        }
    }

    /** In the order they are gone through. */
    sealed interface Phase {
        Instant since();
    }

    /** Tainted; whoever may still bind pods to the node has time to notice. */
    record Settling(Instant since) implements Phase {}

    /**
     * Pods are asked to go, and go.
     *
     * @param refused pods whose eviction was refused, by uid
     * @param goneBy until when a pod whose eviction was accepted may take, by uid
     * @param awaitedUntil for pods that were leaving already, by uid: the same, and then nobody
     *     waits any more; by how long this process saw them leave, whatever the clocks say
     */
    record Draining(
            Instant since,
            Map<String, Refusal> refused,
            Map<String, Instant> goneBy,
            Map<String, Instant> awaitedUntil)
            implements Phase {
        Draining {
            refused = Map.copyOf(refused);
            goneBy = Map.copyOf(goneBy);
            awaitedUntil = Map.copyOf(awaitedUntil);
        }

        static Draining from(Instant since) {
            return new Draining(since, Map.of(), Map.of(), Map.of());
        }

        /** Pods that do not end, by their uids: nobody waits for them any more. */
        Set<String> stuck(Instant now) {
            return awaitedUntil.entrySet().stream()
                    .filter(pod -> pod.getValue().isBefore(now))
                    .map(Map.Entry::getKey)
                    .collect(Collectors.toUnmodifiableSet());
        }
    }

    /**
     * @param first when it was refused first
     * @param last when it was asked for last
     */
    record Refusal(ObjectKey pod, Problem problem, Instant first, Instant last) {}

    /**
     * Empty; its instance is to be ended as soon as nothing holds it.
     *
     * @param stuck uids of pods that are on it and that nobody waits for
     */
    record Emptied(Instant since, Set<String> stuck) implements Phase {
        Emptied {
            stuck = Set.copyOf(stuck);
        }
    }

    /** The cloud was told to end the instance; the node will follow. */
    record Ending(Instant since) implements Phase {}

    String node() {
        return action.node();
    }

    Removal in(Phase next) {
        return new Removal(action, target, marked, next);
    }

    /** Whether it is the node that is to go, and no other of its name. */
    boolean isOf(Node node) {
        return target.node().metadata().uid().equals(node.metadata().uid());
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
