package io.plimsoll.autoscaler.decision.scaledown;

import io.plimsoll.autoscaler.decision.answer.NodeVerdict.BlockingPod;
import io.plimsoll.autoscaler.decision.answer.UnremovableReason;
import io.plimsoll.autoscaler.decision.clusterstate.TransientTaints;
import io.plimsoll.autoscaler.decision.model.ObjectKey;
import io.plimsoll.autoscaler.decision.model.Pod;
import io.plimsoll.autoscaler.decision.model.Taint;
import io.plimsoll.autoscaler.decision.scaledown.drainability.DrainFacts;
import io.plimsoll.autoscaler.decision.scaledown.drainability.DrainRules;
import io.plimsoll.autoscaler.decision.scaledown.drainability.Drainability;
import io.plimsoll.autoscaler.decision.scheduling.ClusterSnapshot;
import io.plimsoll.autoscaler.decision.scheduling.packing.Packing;
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
public final class RemovalSimulation {

    private static final Taint LEAVING =
            new Taint(TransientTaints.TO_BE_DELETED, "", Taint.Effect.NO_SCHEDULE);

    private final ClusterSnapshot snapshot;
    private final DrainFacts facts;
    private final Packing packing;

    /**
     * @param closed nodes that take no pods; nor do those that are removed
     */
    public RemovalSimulation(ClusterSnapshot snapshot, DrainFacts facts, Set<String> closed) {
        this.snapshot = snapshot;
        this.facts = facts;
        this.packing = Packing.onto(snapshot, closed);
    }

    /** What came of one removal. */
    public sealed interface Outcome {
        /**
         * @param risky a budget will make some of the pods wait for others
         */
        record Removable(SortedMap<ObjectKey, String> podsMoveTo, boolean risky)
                implements Outcome {}

        record Unremovable(UnremovableReason reason, Optional<BlockingPod> blockedBy)
                implements Outcome {}
    }

    public Outcome remove(String node) {
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
                        movable.add(pod);
                    }
                }
                case Drainability.Negligible _, Drainability.Undecided _ -> {}
            }
        }
        Optional<List<String>> places = packing.moveAway(node, movable, LEAVING);
        if (places.isEmpty()) {
            return new Outcome.Unremovable(
                    UnremovableReason.NO_PLACE_TO_MOVE_PODS, Optional.empty());
        }
        boolean risky = !facts.budgets().coverAtOnce(movable);
        packing.close(node);
        facts.budgets().spend(movable);
        return new Outcome.Removable(byPod(movable, places.get()), risky);
    }

    private static SortedMap<ObjectKey, String> byPod(List<Pod> pods, List<String> places) {
        SortedMap<ObjectKey, String> byPod = new TreeMap<>();
        for (int index = 0; index < pods.size(); index++) {
            byPod.put(pods.get(index).key(), places.get(index));
        }
        return byPod;
    }
}
