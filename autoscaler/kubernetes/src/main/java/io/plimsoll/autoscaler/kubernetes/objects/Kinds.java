package io.plimsoll.autoscaler.kubernetes.objects;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The kinds of objects that decisions ask for. */
final class Kinds {
    static final List<String> WORKLOADS =
            List.of("DaemonSet", "Job", "ReplicaSet", "ReplicationController", "StatefulSet");
    static final Set<String> READ =
            Stream.concat(
                            WORKLOADS.stream(),
                            Stream.of(
                                    "CSINode",
                                    "Namespace",
                                    "Node",
                                    "PersistentVolume",
                                    "PersistentVolumeClaim",
                                    "Pod",
                                    "PodDisruptionBudget",
                                    "PriorityClass",
                                    "StorageClass"))
                    .collect(Collectors.toUnmodifiableSet());

    private Kinds() {}
}
