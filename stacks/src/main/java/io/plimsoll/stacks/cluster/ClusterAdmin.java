package io.plimsoll.stacks.cluster;

import java.util.List;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.eks.CfnAccessEntry;
import software.constructs.Construct;

/** Makes a principal an administrator of a cluster. */
public final class ClusterAdmin {

    private ClusterAdmin() {}

    public static CfnAccessEntry add(
            Construct scope, String id, String clusterName, String principalArn) {
        return CfnAccessEntry.Builder.create(scope, id)
                .clusterName(clusterName)
                .principalArn(principalArn)
                .accessPolicies(
                        List.of(
                                CfnAccessEntry.AccessPolicyProperty.builder()
                                        .policyArn(
                                                "arn:"
                                                        + Stack.of(scope).getPartition()
                                                        + ":eks::aws:cluster-access-policy/AmazonEKSClusterAdminPolicy")
                                        .accessScope(
                                                CfnAccessEntry.AccessScopeProperty.builder()
                                                        .type("cluster")
                                                        .build())
                                        .build()))
                .build();
    }
}
