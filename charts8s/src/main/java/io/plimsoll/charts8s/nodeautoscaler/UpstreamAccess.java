package io.plimsoll.charts8s.nodeautoscaler;

import static io.plimsoll.charts8s.object.Access.namedRule;
import static io.plimsoll.charts8s.object.Access.rule;

import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import java.util.List;

/** What Cluster Autoscaler needs, by its project's own example for AWS. */
final class UpstreamAccess {

    private static final List<String> LIST = List.of("get", "list", "watch");
    private static final List<String> CHANGE = List.of("delete", "get", "update");

    private UpstreamAccess() {}

    static List<PolicyRule> clusterRules() {
        return List.of(
                rule("", List.of("events"), List.of("create", "patch")),
                rule("", List.of("pods/eviction"), List.of("create")),
                rule("", List.of("pods/status"), List.of("update")),
                rule("", List.of("nodes"), List.of("get", "list", "watch", "update")),
                rule(
                        "",
                        List.of(
                                "namespaces",
                                "persistentvolumeclaims",
                                "persistentvolumes",
                                "pods",
                                "replicationcontrollers",
                                "services"),
                        LIST),
                rule("apps", List.of("daemonsets", "replicasets", "statefulsets"), LIST),
                rule("batch", List.of("jobs"), List.of("get", "list", "watch", "patch")),
                rule("policy", List.of("poddisruptionbudgets"), LIST),
                rule(
                        "resource.k8s.io",
                        List.of("deviceclasses", "resourceclaims", "resourceslices"),
                        LIST),
                rule(
                        "storage.k8s.io",
                        List.of(
                                "csidrivers",
                                "csinodes",
                                "csistoragecapacities",
                                "storageclasses",
                                "volumeattachments"),
                        LIST));
    }

    static List<PolicyRule> ownRules() {
        return List.of(
                rule("", List.of("configmaps"), List.of("create", "list", "watch")),
                namedRule("", "configmaps", "cluster-autoscaler-priority-expander", CHANGE),
                namedRule("", "configmaps", "cluster-autoscaler-status", CHANGE),
                rule("coordination.k8s.io", List.of("leases"), List.of("create")),
                namedRule(
                        "coordination.k8s.io",
                        "leases",
                        "cluster-autoscaler",
                        List.of("get", "update")));
    }
}
