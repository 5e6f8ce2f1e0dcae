package io.plimsoll.stacks.cluster;

import io.plimsoll.environment.ClusterAccess.AccessPolicy;
import java.util.List;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.eks.CfnAccessEntry;
import software.constructs.Construct;

/** Lets principals into a cluster. */
public final class AccessEntries {

    private AccessEntries() {}

    /** Makes a principal an administrator of the whole cluster. */
    public static CfnAccessEntry admin(
            Construct scope, String id, String clusterName, String principalArn) {
        return CfnAccessEntry.Builder.create(scope, id)
                .clusterName(clusterName)
                .principalArn(principalArn)
                .accessPolicies(List.of(policy(scope, AccessPolicy.CLUSTER_ADMIN, List.of())))
                .build();
    }

    /**
     * @param namespaces none means the whole cluster
     */
    static CfnAccessEntry.AccessPolicyProperty policy(
            Construct scope, AccessPolicy policy, List<String> namespaces) {
        CfnAccessEntry.AccessScopeProperty.Builder where =
                CfnAccessEntry.AccessScopeProperty.builder()
                        .type(namespaces.isEmpty() ? "cluster" : "namespace");
        if (!namespaces.isEmpty()) {
            where.namespaces(namespaces);
        }
        return CfnAccessEntry.AccessPolicyProperty.builder()
                .policyArn(
                        "arn:%s:eks::aws:cluster-access-policy/%s"
                                .formatted(Stack.of(scope).getPartition(), policy.eksName()))
                .accessScope(where.build())
                .build();
    }
}
