package io.plimsoll.stacks.cluster;

import io.plimsoll.environment.ClusterAccess.AccessPolicy;
import java.util.List;
import software.amazon.awscdk.ArnComponents;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.eks.CfnAccessEntry;
import software.amazon.awscdk.services.iam.PolicyDocument;
import software.amazon.awscdk.services.iam.PolicyStatement;
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

    /** What {@code aws eks update-kubeconfig} has to read, which access entries do not grant. */
    public static PolicyDocument findCluster(Construct scope, String clusterName) {
        PolicyStatement find =
                PolicyStatement.Builder.create()
                        .sid("FindCluster")
                        .actions(List.of("eks:DescribeCluster"))
                        .resources(
                                List.of(
                                        Stack.of(scope)
                                                .formatArn(
                                                        ArnComponents.builder()
                                                                .service("eks")
                                                                .resource("cluster")
                                                                .resourceName(clusterName)
                                                                .build())))
                        .build();
        return PolicyDocument.Builder.create().statements(List.of(find)).build();
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
