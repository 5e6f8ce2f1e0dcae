package io.plimsoll.charts8s.nodeautoscaler;

import static io.plimsoll.charts8s.object.Access.namedRule;
import static io.plimsoll.charts8s.object.Access.rule;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBuilder;
import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import io.fabric8.kubernetes.api.model.rbac.RoleBindingBuilder;
import io.fabric8.kubernetes.api.model.rbac.RoleBuilder;
import io.plimsoll.charts8s.object.Access;
import io.plimsoll.charts8s.object.AppIdentity;
import io.plimsoll.environment.AutoscalerConfig.Kind;
import io.plimsoll.environment.Environment;
import io.plimsoll.environment.names.SharedNames;
import java.util.ArrayList;
import java.util.List;

/**
 * The least that the autoscaler's Kubernetes adapter needs: to read what scheduling depends on, to
 * cordon nodes and evict pods, and to keep its Lease and its status.
 */
final class NodeAutoscalerAccess {

    private static final String LEASE = "cluster-autoscaler";
    private static final String STATUS = "cluster-autoscaler-status";
    static final String PRIORITIES = "cluster-autoscaler-priority-expander";
    private static final List<String> WATCH = List.of("list", "watch");
    private static final List<String> UPDATE = List.of("get", "update");

    private NodeAutoscalerAccess() {}

    static List<HasMetadata> of(Environment environment, AppIdentity identity) {
        String account = environment.workloads().autoscaler().serviceAccount();
        boolean upstream =
                environment.workloads().autoscaler().program().kind() == Kind.CLUSTER_AUTOSCALER;
        String name = identity.name();
        return List.of(
                new ClusterRoleBuilder()
                        .withMetadata(identity.clusterMetadata(name))
                        .withRules(upstream ? UpstreamAccess.clusterRules() : clusterRules())
                        .build(),
                Access.clusterBinding(identity, name, name, account),
                new RoleBuilder()
                        .withMetadata(identity.metadata(name))
                        .withRules(upstream ? UpstreamAccess.ownRules() : ownRules(environment))
                        .build(),
                new RoleBindingBuilder()
                        .withMetadata(identity.metadata(name))
                        .withRoleRef(Access.roleRef("Role", name))
                        .withSubjects(Access.serviceAccount(identity.namespace(), account))
                        .build());
    }

    private static List<PolicyRule> clusterRules() {
        return List.of(
                rule(
                        "",
                        List.of(
                                "namespaces",
                                "persistentvolumeclaims",
                                "persistentvolumes",
                                "pods",
                                "replicationcontrollers"),
                        WATCH),
                rule("", List.of("nodes"), List.of("get", "list", "watch", "update")),
                rule("", List.of("pods/eviction"), List.of("create")),
                rule("", List.of("events"), List.of("create")),
                rule("apps", List.of("daemonsets", "replicasets", "statefulsets"), WATCH),
                rule("batch", List.of("jobs"), WATCH),
                rule("policy", List.of("poddisruptionbudgets"), WATCH),
                rule(
                        "storage.k8s.io",
                        List.of("csidrivers", "csinodes", "csistoragecapacities", "storageclasses"),
                        WATCH));
    }

    /** Access control can't name an object that isn't there yet, so creation stands alone. */
    private static List<PolicyRule> ownRules(Environment environment) {
        List<PolicyRule> rules = new ArrayList<>();
        rules.add(rule("", List.of("configmaps"), List.of("create")));
        rules.add(namedRule("", "configmaps", STATUS, UPDATE));
        rules.add(namedRule("", "configmaps", SharedNames.BRAKES, WATCH));
        if (NodeAutoscalerFlags.readsPriorities(environment)) {
            rules.add(namedRule("", "configmaps", PRIORITIES, WATCH));
        }
        rules.add(rule("coordination.k8s.io", List.of("leases"), List.of("create")));
        rules.add(namedRule("coordination.k8s.io", "leases", LEASE, UPDATE));
        return rules;
    }
}
