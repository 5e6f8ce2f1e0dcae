package io.plimsoll.autoscaler.decision.scaledown;

import io.plimsoll.autoscaler.decision.answer.NodeVerdict.BlockingPod;
import io.plimsoll.autoscaler.decision.answer.UnremovableReason;
import io.plimsoll.autoscaler.decision.model.ObjectKey;
import io.plimsoll.autoscaler.decision.model.Pod;
import io.plimsoll.autoscaler.decision.scaledown.drainability.DrainFacts;
import io.plimsoll.autoscaler.decision.scaledown.drainability.DrainRules;
import io.plimsoll.autoscaler.decision.scaledown.drainability.Drainability;
import io.plimsoll.autoscaler.decision.scheduling.ClusterSnapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Takes nodes out of the snapshot, one after the other, and places their pods on the others. What
 * was moved stays moved, and a node that was emptied takes no pods any more, but remains a domain
 * for topology spread, as it does in the cluster until it is gone.
 */
final class RemovalSimulation {

    private final ClusterSnapshot snapshot;
    private final DrainFacts facts;
    private final Set<String> destinations;

    /**
     * @param destinations nodes that may take pods; those that are removed are taken out of it
     */
    RemovalSimulation(ClusterSnapshot snapshot, DrainFacts facts, Set<String> destinations) {
        this.snapshot = snapshot;
        this.facts = facts;
        this.destinations = destinations;
    }

    sealed interface Outcome {
        /**
         * @param risky a budget will make some of the pods wait for others
         */
        record Removable(SortedMap<ObjectKey, String> podsMoveTo, boolean risky)
                implements Outcome {}

        record Unremovable(UnremovableReason reason, Optional<BlockingPod> blockedBy)
                implements Outcome {}
    }

    Outcome remove(String node) {
        List<Pod> movable = new ArrayList<>();
        for (Pod pod : snapshot.podsOn(node)) {
            switch (DrainRules.check(pod, facts)) {
                case Drainability.Blocked(var reason) -> {
                    return new Outcome.Unremovable(
                            UnremovableReason.BLOCKED_BY_POD,
                            Optional.of(new BlockingPod(pod.key(), reason)));
                }
                case Drainability.Movable _ -> {
                    if (!pod.isDaemon()) {
                        movable.add(pod.unbound());
                    }
                }
                case Drainability.Negligible _, Drainability.Undecided _ -> {}
            }
        }
        Optional<SortedMap<ObjectKey, String>> places = placeElsewhere(movable, node);
        if (places.isEmpty()) {
            return new Outcome.Unremovable(
                    UnremovableReason.NO_PLACE_TO_MOVE_PODS, Optional.empty());
        }
        boolean risky = !facts.budgets().coverAtOnce(movable);
        destinations.remove(node);
        facts.budgets().spend(movable);
        return new Outcome.Removable(places.get(), risky);
    }

    private Optional<SortedMap<ObjectKey, String>> placeElsewhere(List<Pod> pods, String node) {
        SortedMap<ObjectKey, String> places = new TreeMap<>();
        snapshot.fork();
        pods.forEach(pod -> snapshot.unbind(pod.key()));
        for (Pod pod : pods) {
            Optional<String> place =
                    snapshot.findNode(
                            pod, name -> !name.equals(node) && destinations.contains(name));
            if (place.isEmpty()) {
                snapshot.revert();
                return Optional.empty();
            }
            snapshot.bind(pod, place.get());
            places.put(pod.key(), place.get());
        }
        snapshot.commit();
        return Optional.of(places);
    }
}
