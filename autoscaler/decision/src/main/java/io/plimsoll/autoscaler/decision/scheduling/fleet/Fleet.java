package io.plimsoll.autoscaler.decision.scheduling.fleet;

import io.plimsoll.autoscaler.decision.model.Pod;
import io.plimsoll.autoscaler.decision.scheduling.packing.Packing;
import java.util.List;
import java.util.SortedMap;

/**
 * New nodes, and who goes where.
 *
 * @param nodes which offer each is of, by its name
 * @param placed in the order in which the pods found their places: on new nodes, or on such as were
 *     there and take them once others have found theirs
 * @param unplaced pods for which there is no node to be had
 * @param cost of all new nodes
 */
public record Fleet(
        SortedMap<String, Integer> nodes,
        List<Packing.Placement> placed,
        List<Pod> unplaced,
        long cost) {
    public Fleet {
        placed = List.copyOf(placed);
        unplaced = List.copyOf(unplaced);
    }
}
