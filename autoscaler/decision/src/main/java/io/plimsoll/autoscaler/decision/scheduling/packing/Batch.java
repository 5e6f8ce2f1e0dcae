package io.plimsoll.autoscaler.decision.scheduling.packing;

import io.plimsoll.autoscaler.decision.model.Pod;
import io.plimsoll.autoscaler.decision.scheduling.ClusterSnapshot;
import io.plimsoll.autoscaler.decision.scheduling.shape.PodShape;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Pods of one shape that are placed one after the other. Belongs to the snapshot it was made for.
 */
public final class Batch {

    /** Further kinds of one controller's pods are not worth looking for. */
    private static final int KINDS_PER_CONTROLLER = 10;

    private final PodShape shape;
    private final List<Pod> pods;

    private Batch(PodShape shape, List<Pod> pods) {
        this.shape = shape;
        this.pods = pods;
    }

    /** One batch for each shape, in the order of each batch's first pod. */
    public static List<Batch> byShape(ClusterSnapshot snapshot, List<Pod> pods) {
        Map<PodShape, Batch> byShape = new LinkedHashMap<>();
        for (Pod pod : pods) {
            byShape.computeIfAbsent(
                            snapshot.state().shape(pod),
                            shape -> new Batch(shape, new ArrayList<>()))
                    .pods
                    .add(pod);
        }
        return List.copyOf(byShape.values());
    }

    /**
     * As Cluster Autoscaler has its equivalence groups: pods of one controller that are of one kind
     * make a batch; a DaemonSet's pod, one without a controller, and one of its controller's
     * eleventh kind is alone. In the order of each batch's first pod.
     */
    public static List<Batch> byController(ClusterSnapshot snapshot, List<Pod> pods) {
        Map<PodKind, Batch> byKind = new HashMap<>();
        Map<String, Integer> kinds = new HashMap<>();
        List<Batch> batches = new ArrayList<>();
        for (Pod pod : pods) {
            Optional<PodKind> kind = pod.isDaemon() ? Optional.empty() : PodKind.of(snapshot, pod);
            Batch known = kind.map(byKind::get).orElse(null);
            if (known != null) {
                known.pods.add(pod);
                continue;
            }
            Batch opened = new Batch(snapshot.state().shape(pod), new ArrayList<>(1));
            opened.pods.add(pod);
            batches.add(opened);
            kind.filter(fresh ->
                            kinds.merge(fresh.controller(), 1, Integer::sum)
                                    <= KINDS_PER_CONTROLLER)
                    .ifPresent(fresh -> byKind.put(fresh, opened));
        }
        return batches;
    }

    public PodShape shape() {
        return shape;
    }

    /** At least one, in the order given. */
    public List<Pod> pods() {
        return pods;
    }
}
