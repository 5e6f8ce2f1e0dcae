package io.plimsoll.autoscaler.decision.consolidation;

import io.plimsoll.autoscaler.decision.model.OwnerReference;
import io.plimsoll.autoscaler.decision.model.Pod;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Since when workloads have not asked for more. What a replacement saves lasts until they do, and
 * nobody knows when that will be; the best guess is that it lasts as long again as it has lasted.
 * So who replaces when it would have paid by now pays, whatever comes, at most twice what one pays
 * who knows the future (the rule by which skis are bought after as many days of renting as they
 * cost: Karlin et al., "Competitive Snoopy Caching", 1988).
 *
 * <p>Told from when pods were created, so that it is a matter of the cluster alone. A pod that was
 * evicted comes anew: what has moved just now does not move again.
 */
final class Lull {

    private final List<Pod> all;
    private final Map<Workload, Instant> newest = new HashMap<>();

    private record Workload(String namespace, OwnerReference controller) {}

    Lull(List<Pod> all) {
        this.all = all;
    }

    /** When the newest pod came of the workloads that these nodes' pods are of. */
    Instant since(List<Candidate> going) {
        if (newest.isEmpty()) {
            for (Pod pod : all) {
                workload(pod).ifPresent(of -> newest.merge(of, created(pod), Lull::later));
            }
        }
        Instant since = Instant.MIN;
        for (Candidate node : going) {
            for (Pod pod : node.pods()) {
                Instant own = workload(pod).map(newest::get).orElseGet(() -> created(pod));
                since = later(since, own);
            }
        }
        return since;
    }

    private static Optional<Workload> workload(Pod pod) {
        return pod.controller().map(owner -> new Workload(pod.key().namespace(), owner));
    }

    private static Instant created(Pod pod) {
        return pod.metadata().creationTime();
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }
}
