package io.plimsoll.autoscaler.kubernetes.real;

import io.fabric8.kubernetes.api.model.ServiceAccountBuilder;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBindingBuilder;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBuilder;
import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import io.fabric8.kubernetes.api.model.rbac.PolicyRuleBuilder;
import io.fabric8.kubernetes.api.model.rbac.RoleBindingBuilder;
import io.fabric8.kubernetes.api.model.rbac.RoleBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.NonDeletingOperation;
import java.util.List;

/** The rights that the Javadoc of {@code io.plimsoll.autoscaler.kubernetes} lists, and no more. */
final class AutoscalerRights {
    static final String NAMESPACE = "kube-system";
    static final String NAME = "plimsoll-under-test";
    static final String SERVICE_ACCOUNT = NAMESPACE + "/" + NAME;

    private AutoscalerRights() {}

    static void grant(KubernetesClient admin) {
        admin.resource(
                        new ServiceAccountBuilder()
                                .withNewMetadata()
                                .withNamespace(NAMESPACE)
                                .withName(NAME)
                                .endMetadata()
                                .build())
                .createOr(NonDeletingOperation::update);
        admin.resource(
                        new ClusterRoleBuilder()
                                .withNewMetadata()
                                .withName(NAME)
                                .endMetadata()
                                .withRules(clusterRules())
                                .build())
                .createOr(NonDeletingOperation::update);
        admin.resource(
                        new RoleBuilder()
                                .withNewMetadata()
                                .withNamespace(NAMESPACE)
                                .withName(NAME)
                                .endMetadata()
                                .withRules(namespaceRules())
                                .build())
                .createOr(NonDeletingOperation::update);
        bind(admin);
    }

    private static void bind(KubernetesClient admin) {
        admin.resource(
                        new ClusterRoleBindingBuilder()
                                .withNewMetadata()
                                .withName(NAME)
                                .endMetadata()
                                .withNewRoleRef("rbac.authorization.k8s.io", "ClusterRole", NAME)
                                .addNewSubject(null, "ServiceAccount", NAME, NAMESPACE)
                                .build())
                .createOr(NonDeletingOperation::update);
        admin.resource(
                        new RoleBindingBuilder()
                                .withNewMetadata()
                                .withNamespace(NAMESPACE)
                                .withName(NAME)
                                .endMetadata()
                                .withNewRoleRef("rbac.authorization.k8s.io", "Role", NAME)
                                .addNewSubject(null, "ServiceAccount", NAME, NAMESPACE)
                                .build())
                .createOr(NonDeletingOperation::update);
    }

    private static List<PolicyRule> clusterRules() {
        List<String> watch = List.of("list", "watch");
        return List.of(
                rule(
                        "",
                        List.of(
                                "namespaces",
                                "pods",
                                "replicationcontrollers",
                                "persistentvolumeclaims",
                                "persistentvolumes"),
                        watch),
                rule("", List.of("nodes"), List.of("get", "list", "watch", "update")),
                rule("", List.of("pods/eviction"), List.of("create")),
                rule("", List.of("events"), List.of("create")),
                rule("apps", List.of("daemonsets", "replicasets", "statefulsets"), watch),
                rule("batch", List.of("jobs"), watch),
                rule("policy", List.of("poddisruptionbudgets"), watch),
                rule("storage.k8s.io", List.of("csinodes", "storageclasses"), watch));
    }

    private static List<PolicyRule> namespaceRules() {
        return List.of(
                rule("", List.of("configmaps"), List.of("create")),
                rule("coordination.k8s.io", List.of("leases"), List.of("create")),
                named("", "configmaps", "cluster-autoscaler-status"),
                named("coordination.k8s.io", "leases", "cluster-autoscaler"));
    }

    private static PolicyRule rule(String group, List<String> resources, List<String> verbs) {
        return new PolicyRuleBuilder()
                .withApiGroups(group)
                .withResources(resources)
                .withVerbs(verbs)
                .build();
    }

    private static PolicyRule named(String group, String resource, String name) {
        return new PolicyRuleBuilder(rule(group, List.of(resource), List.of("get", "update")))
                .withResourceNames(name)
                .build();
    }
}
