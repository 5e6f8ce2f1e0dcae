package io.plimsoll.charts8s.platform;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBuilder;
import io.fabric8.kubernetes.api.model.rbac.RoleBindingBuilder;
import io.plimsoll.charts8s.object.Access;
import io.plimsoll.charts8s.object.AppIdentity;
import java.util.List;

/** What metrics-server may read, and who may read its metrics. */
final class MetricsServerAccess {

    private MetricsServerAccess() {}

    static List<HasMetadata> of(AppIdentity identity) {
        String account = identity.name();
        return List.of(
                aggregatedReader(identity),
                new ClusterRoleBuilder()
                        .withMetadata(identity.clusterMetadata("system:metrics-server"))
                        .withRules(
                                Access.rule("", List.of("nodes/metrics"), List.of("get")),
                                Access.rule(
                                        "",
                                        List.of("nodes", "pods"),
                                        List.of("get", "list", "watch")))
                        .build(),
                Access.clusterBinding(
                        identity, "system:metrics-server", "system:metrics-server", account),
                Access.clusterBinding(
                        identity,
                        "metrics-server:system:auth-delegator",
                        "system:auth-delegator",
                        account),
                new RoleBindingBuilder()
                        .withMetadata(identity.metadata("metrics-server-auth-reader"))
                        .withRoleRef(
                                Access.roleRef("Role", "extension-apiserver-authentication-reader"))
                        .withSubjects(Access.serviceAccount(identity.namespace(), account))
                        .build());
    }

    /** Adds pod and node metrics to what the built-in roles view, edit and admin may read. */
    private static HasMetadata aggregatedReader(AppIdentity identity) {
        ObjectMeta metadata =
                new ObjectMetaBuilder(identity.clusterMetadata("system:aggregated-metrics-reader"))
                        .addToLabels("rbac.authorization.k8s.io/aggregate-to-admin", "true")
                        .addToLabels("rbac.authorization.k8s.io/aggregate-to-edit", "true")
                        .addToLabels("rbac.authorization.k8s.io/aggregate-to-view", "true")
                        .build();
        return new ClusterRoleBuilder()
                .withMetadata(metadata)
                .withRules(
                        Access.rule(
                                "metrics.k8s.io",
                                List.of("nodes", "pods"),
                                List.of("get", "list", "watch")))
                .build();
    }
}
