package io.plimsoll.autoscaler.decision.model;

import java.util.Optional;

/**
 * A controller of pods: ReplicaSet, ReplicationController, StatefulSet, Job or DaemonSet.
 *
 * @param replicas wanted; 0 where the kind has none
 * @param podTemplate the pod that the controller would make next, on no node; present for a
 *     DaemonSet, whose pods run on nodes yet to come
 */
public record Workload(
        String kind, ObjectKey key, String uid, int replicas, Optional<Pod> podTemplate) {}
