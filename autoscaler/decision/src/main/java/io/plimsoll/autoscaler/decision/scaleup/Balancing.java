package io.plimsoll.autoscaler.decision.scaleup;

import io.plimsoll.autoscaler.decision.model.NodeGroup;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Spreads new nodes over groups so that their sizes become as equal as their maxima allow. */
final class Balancing {

    private Balancing() {}

    /**
     * @param groups in order of preference among those that are of one size now
     * @return the new size of each group that grows, by its name; fewer nodes than asked for when
     *     the groups are full
     */
    static SortedMap<String, Integer> spread(List<NodeGroup> groups, int newNodes) {
        Map<String, Integer> sizes = new HashMap<>();
        groups.forEach(group -> sizes.put(group.name(), group.size().target()));
        List<NodeGroup> smallFirst =
                groups.stream()
                        .sorted(Comparator.comparingInt(group -> group.size().target()))
                        .toList();
        SortedMap<String, Integer> grown = new TreeMap<>();
        for (int node = 0; node < newNodes; node++) {
            Optional<NodeGroup> smallest =
                    smallFirst.stream()
                            .filter(group -> size(sizes, group) < group.size().max())
                            .min(Comparator.comparingInt(group -> size(sizes, group)));
            if (smallest.isEmpty()) {
                break;
            }
            String name = smallest.get().name();
            grown.put(name, sizes.merge(name, 1, Integer::sum));
        }
        return grown;
    }

    private static int size(Map<String, Integer> sizes, NodeGroup group) {
        return sizes.getOrDefault(group.name(), 0);
    }
}
