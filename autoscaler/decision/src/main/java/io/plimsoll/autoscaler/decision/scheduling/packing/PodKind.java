package io.plimsoll.autoscaler.decision.scheduling.packing;

import io.plimsoll.autoscaler.decision.model.OwnerReference;
import io.plimsoll.autoscaler.decision.model.Pod;
import io.plimsoll.autoscaler.decision.model.Resources;
import io.plimsoll.autoscaler.decision.scheduling.ClusterSnapshot;
import io.plimsoll.autoscaler.decision.scheduling.shape.PodShape;
import java.util.Optional;

/**
 * What Cluster Autoscaler takes pods for the same by (its equivalence group): they have one
 * controller, one shape, and nothing in their specs that differs.
 *
 * @param controller uid of the owner
 */
public record PodKind(
        String controller, PodShape shape, Resources containerRequests, Pod.Policy policy) {

    /** Empty for a pod that is like no other: one without a controller. */
    public static Optional<PodKind> of(ClusterSnapshot snapshot, Pod pod) {
        if (pod.controller().isEmpty()) {
            return Optional.empty();
        }
        OwnerReference owner = pod.controller().get();
        return Optional.of(
                new PodKind(
                        owner.uid(),
                        snapshot.state().shape(pod),
                        pod.spec().containerRequests(),
                        pod.spec().policy()));
    }
}
