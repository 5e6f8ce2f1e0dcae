package io.plimsoll.stacks.identity;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awscdk.Fn;

/** How AWS recognizes a cluster's service accounts. */
public sealed interface WorkloadIdentity {

    /** The trust policy of a role that this service account may take, and nobody else. */
    Object trust(ServiceAccount account);

    /**
     * By tokens that the cluster's OIDC provider vouches for (IRSA).
     *
     * <p>The condition keys of a trust policy begin with the issuer, which is known at deployment
     * only, and CloudFormation has no functions in keys: so the policy is JSON text with places to
     * substitute. The CDK's own way is a custom resource with a Lambda function.
     *
     * @param issuerUrl with {@code https://}; may be a token
     * @param providerArn of the IAM OIDC provider; may be a token
     */
    record Oidc(String issuerUrl, String providerArn) implements WorkloadIdentity {

        private static final String TRUST =
                """
                {"Version":"2012-10-17","Statement":[{"Effect":"Allow",\
                "Principal":{"Federated":"${Provider}"},\
                "Action":"sts:AssumeRoleWithWebIdentity",\
                "Condition":{"StringEquals":{\
                "${Issuer}:aud":"sts.amazonaws.com",\
                "${Issuer}:sub":"<subject>"}}}]}\
                """;

        @Override
        public Object trust(ServiceAccount account) {
            String issuer = Fn.select(1, Fn.split("https://", issuerUrl));
            return Fn.sub(
                    TRUST.replace("<subject>", account.subject()),
                    new TreeMap<>(Map.of("Provider", providerArn, "Issuer", issuer)));
        }
    }

    /** By EKS itself, through the agent on each node (EKS Pod Identity). */
    record PodIdentity(String clusterName) implements WorkloadIdentity {

        @Override
        public Object trust(ServiceAccount account) {
            Map<String, String> tags =
                    Map.of(
                            "aws:RequestTag/eks-cluster-name", clusterName,
                            "aws:RequestTag/kubernetes-namespace", account.namespace(),
                            "aws:RequestTag/kubernetes-service-account", account.name());
            Map<String, Object> statement = new TreeMap<>();
            statement.put("Effect", "Allow");
            statement.put("Principal", Map.of("Service", "pods.eks.amazonaws.com"));
            statement.put("Action", List.of("sts:AssumeRole", "sts:TagSession"));
            statement.put("Condition", Map.of("StringEquals", new TreeMap<>(tags)));
            return new TreeMap<>(Map.of("Version", "2012-10-17", "Statement", List.of(statement)));
        }
    }
}
