package io.plimsoll.autoscaler.decision.scaledown.drainability;

import io.plimsoll.autoscaler.decision.model.ObjectKey;
import io.plimsoll.autoscaler.decision.model.OwnerReference;
import io.plimsoll.autoscaler.decision.model.Pod;
import io.plimsoll.autoscaler.decision.model.Workload;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Controllers by what pods say of their owners. */
public final class WorkloadIndex {

    private record Id(String kind, ObjectKey key) {}

    private final Map<Id, Workload> workloads = new HashMap<>();

    public WorkloadIndex(List<Workload> workloads) {
        workloads.forEach(
                workload -> this.workloads.put(new Id(workload.kind(), workload.key()), workload));
    }

    /** Empty when the owner is gone, or of a kind that nobody watches. */
    Optional<Workload> ownerOf(Pod pod, OwnerReference owner) {
        ObjectKey key = new ObjectKey(pod.key().namespace(), owner.name());
        return Optional.ofNullable(workloads.get(new Id(owner.kind(), key)));
    }
}
