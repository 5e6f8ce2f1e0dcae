package io.plimsoll.autoscaler.simulation.event;

import io.plimsoll.autoscaler.decision.model.ObjectKey;
import java.time.Duration;
import java.time.Instant;
import java.util.OptionalInt;

/** Something that happened, at a moment of virtual time. */
public sealed interface WorldEvent {
    Instant time();

    /**
     * The scheduler found no node for the pod; told once a pod.
     *
     * @param message the scheduler's, such as {@code 0/3 nodes are available: 3 Insufficient cpu.}
     */
    record PodPending(Instant time, ObjectKey pod, String message) implements WorldEvent {}

    /**
     * The pod's containers run and it is ready for the first time.
     *
     * @param waited since the pod was created
     */
    record PodRunning(Instant time, ObjectKey pod, String node, Duration waited)
            implements WorldEvent {}

    /**
     * The eviction API accepted.
     *
     * @param replicasLeft pods of the same controller that are ready beside it
     */
    record Evicted(Instant time, ObjectKey pod, String node, int replicasLeft)
            implements WorldEvent {}

    /** The pod is gone from the API, whoever asked for it. */
    record PodGone(Instant time, ObjectKey pod) implements WorldEvent {}

    /**
     * The autoscaler raised a group.
     *
     * @param reason the decision's
     */
    record ScaleUp(Instant time, String nodeGroup, int from, int to, String reason)
            implements WorldEvent {}

    record InstanceLaunched(Instant time, String nodeGroup, String instance, String zone)
            implements WorldEvent {}

    /**
     * @param message the cloud's, such as {@code InsufficientInstanceCapacity}
     */
    record LaunchFailed(Instant time, String nodeGroup, String message) implements WorldEvent {}

    /** EC2 will take a Spot instance back in two minutes. */
    record SpotInterrupted(Instant time, String nodeGroup, String instance) implements WorldEvent {}

    record NodeReady(Instant time, String nodeGroup, String node) implements WorldEvent {}

    /**
     * The autoscaler began to remove a node.
     *
     * @param reason the decision's
     */
    record ScaleDown(Instant time, String nodeGroup, String node, String reason)
            implements WorldEvent {}

    record NodeGone(Instant time, String nodeGroup, String node) implements WorldEvent {}

    /**
     * @param utilizationPercent that led to it; empty where the bounds alone did
     */
    record HpaScaled(Instant time, ObjectKey hpa, int from, int to, OptionalInt utilizationPercent)
            implements WorldEvent {}

    /**
     * @param deployment that serves the requests
     */
    record LoadChanged(Instant time, ObjectKey deployment, long requestsPerSecond)
            implements WorldEvent {}
}
