package io.plimsoll.autoscaler.decision.model;

import java.util.Map;

/** The controller that owns a pod. */
public record OwnerReference(String apiVersion, String kind, String name, String uid) {

    private static final Map<String, String> GROUPS =
            Map.of(
                    "ReplicationController", "",
                    "ReplicaSet", "apps",
                    "StatefulSet", "apps",
                    "DaemonSet", "apps",
                    "Job", "batch");

    /**
     * Kubernetes' own controller of its kind. Another API group may have a kind of the same name,
     * whose objects are not looked up among these.
     */
    public boolean isBuiltIn() {
        int slash = apiVersion.indexOf('/');
        String group = slash < 0 ? "" : apiVersion.substring(0, slash);
        return apiVersion.isEmpty() || group.equals(GROUPS.get(kind));
    }
}
