package io.plimsoll.autoscaler.decision.scheduling.shape;

import io.plimsoll.autoscaler.decision.model.Pod;
import java.util.List;

/** Pods that the scheduler cannot tell apart (Cluster Autoscaler: equivalence group). */
public final class PodGroup {
    private final PodShape shape;
    private final List<Pod> pods;

    public PodGroup(PodShape shape, List<Pod> pods) {
        this.shape = shape;
        this.pods = List.copyOf(pods);
    }

    public PodShape shape() {
        return shape;
    }

    public List<Pod> pods() {
        return pods;
    }
}
