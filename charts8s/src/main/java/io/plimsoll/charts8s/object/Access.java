package io.plimsoll.charts8s.object;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBindingBuilder;
import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import io.fabric8.kubernetes.api.model.rbac.PolicyRuleBuilder;
import io.fabric8.kubernetes.api.model.rbac.RoleRef;
import io.fabric8.kubernetes.api.model.rbac.Subject;
import io.fabric8.kubernetes.api.model.rbac.SubjectBuilder;
import java.util.List;

/** The parts that role-based access is put together from. */
public final class Access {

    private static final String API_GROUP = "rbac.authorization.k8s.io";

    private Access() {}

    /**
     * @param apiGroup empty for the core group
     */
    public static PolicyRule rule(String apiGroup, List<String> resources, List<String> verbs) {
        return new PolicyRuleBuilder()
                .withApiGroups(apiGroup)
                .withResources(resources)
                .withVerbs(verbs)
                .build();
    }

    /** As {@link #rule}, but for the objects of these names alone. */
    public static PolicyRule namedRule(
            String apiGroup, String resource, String name, List<String> verbs) {
        return new PolicyRuleBuilder()
                .withApiGroups(apiGroup)
                .withResources(resource)
                .withResourceNames(name)
                .withVerbs(verbs)
                .build();
    }

    public static HasMetadata clusterBinding(
            AppIdentity identity, String name, String clusterRole, String account) {
        return new ClusterRoleBindingBuilder()
                .withMetadata(identity.clusterMetadata(name))
                .withRoleRef(roleRef("ClusterRole", clusterRole))
                .withSubjects(serviceAccount(identity.namespace(), account))
                .build();
    }

    public static RoleRef roleRef(String kind, String name) {
        return new RoleRef(API_GROUP, kind, name);
    }

    public static Subject serviceAccount(String namespace, String name) {
        return new SubjectBuilder()
                .withKind("ServiceAccount")
                .withName(name)
                .withNamespace(namespace)
                .build();
    }
}
