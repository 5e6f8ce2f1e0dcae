package io.plimsoll.autoscaler.decision.scaleup;

import io.plimsoll.autoscaler.decision.answer.PodVerdict.Rejection;
import io.plimsoll.autoscaler.decision.model.Pod;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Which node groups would take a pod of one shape on a fresh node, and why the others would not.
 */
final class Takers {

    private final Pod sample;
    private final Set<String> groups = new HashSet<>();
    private final SortedMap<String, Rejection> rejections = new TreeMap<>();

    /**
     * @param sample any pod of the shape
     */
    Takers(Pod sample) {
        this.sample = sample;
    }

    Pod sample() {
        return sample;
    }

    void accept(String nodeGroup) {
        groups.add(nodeGroup);
    }

    void reject(Rejection rejection) {
        groups.remove(rejection.nodeGroup());
        rejections.put(rejection.nodeGroup(), rejection);
    }

    boolean include(String nodeGroup) {
        return groups.contains(nodeGroup);
    }

    boolean none() {
        return groups.isEmpty();
    }

    /**
     * @param skipped why groups may not grow whatever the pods, by name
     * @return one for each group that takes none, ordered by its name
     */
    List<Rejection> rejections(SortedMap<String, String> skipped) {
        SortedMap<String, Rejection> all = new TreeMap<>(rejections);
        all.putAll(byGroup(skipped));
        return List.copyOf(all.values());
    }

    /** Of groups that may not grow whatever the pods. */
    static SortedMap<String, Rejection> byGroup(SortedMap<String, String> skipped) {
        SortedMap<String, Rejection> all = new TreeMap<>();
        skipped.forEach(
                (name, reason) -> all.put(name, new Rejection(name, Rejection.BY_GROUP, reason)));
        return all;
    }
}
