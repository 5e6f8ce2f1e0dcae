package io.plimsoll.autoscaler.decision.intake;

import io.plimsoll.autoscaler.decision.model.OwnerReference;
import io.plimsoll.autoscaler.decision.model.Pod;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;

/**
 * What pods of one controller have in common when the scheduler cannot tell them apart.
 *
 * @param controller uid of the owner
 */
public record PodEquivalence(String controller, SortedMap<String, String> labels, Pod.Spec spec) {

    /** Further kinds of one controller's pods are not worth looking for. */
    private static final int KINDS_PER_CONTROLLER = 10;

    /** Empty for a pod that is like no other: one without a controller. */
    public static Optional<PodEquivalence> of(Pod pod) {
        return pod.controller()
                .map(OwnerReference::uid)
                .map(uid -> new PodEquivalence(uid, pod.metadata().labels(), pod.spec()));
    }

    /** Pods in groups of the same kind, in the order of each group's first pod. */
    public static List<List<Pod>> group(List<Pod> pods) {
        Map<PodEquivalence, List<Pod>> byKind = new LinkedHashMap<>();
        Map<String, Integer> kinds = new HashMap<>();
        List<List<Pod>> groups = new ArrayList<>();
        for (Pod pod : pods) {
            Optional<PodEquivalence> kind =
                    pod.isDaemon() ? Optional.empty() : PodEquivalence.of(pod);
            List<Pod> known = kind.map(byKind::get).orElse(null);
            if (known != null) {
                known.add(pod);
                continue;
            }
            List<Pod> alone = new ArrayList<>(List.of(pod));
            groups.add(alone);
            kind.filter(fresh ->
                            kinds.merge(fresh.controller(), 1, Integer::sum)
                                    <= KINDS_PER_CONTROLLER)
                    .ifPresent(fresh -> byKind.put(fresh, alone));
        }
        return groups;
    }
}
