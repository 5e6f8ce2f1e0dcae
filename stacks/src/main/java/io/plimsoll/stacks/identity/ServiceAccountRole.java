package io.plimsoll.stacks.identity;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awscdk.Fn;
import software.amazon.awscdk.services.iam.CfnRole;
import software.constructs.Construct;

/**
 * An IAM role that one Kubernetes service account may take, and nobody else (IRSA).
 *
 * <p>The condition keys of its trust policy begin with the issuer, which is known at deployment
 * only, and CloudFormation has no functions in keys: so the policy is JSON text with places to
 * substitute. The CDK's own way is a custom resource with a Lambda function.
 */
public final class ServiceAccountRole {

    private ServiceAccountRole() {}

    /** What the role is for. */
    public record Subject(String roleName, String namespace, String serviceAccount) {

        /** As Kubernetes writes it into the service account's token. */
        String claim() {
            return "system:serviceaccount:" + namespace + ":" + serviceAccount;
        }
    }

    public static CfnRole create(
            Construct scope, Subject subject, OidcIdentity oidc, List<String> policyArns) {
        return CfnRole.Builder.create(scope, "Role")
                .roleName(subject.roleName())
                .description(
                        "Service account " + subject.namespace() + "/" + subject.serviceAccount())
                .assumeRolePolicyDocument(trust(subject, oidc))
                .managedPolicyArns(policyArns)
                .build();
    }

    private static String trust(Subject subject, OidcIdentity oidc) {
        String text =
                """
                {"Version":"2012-10-17","Statement":[{"Effect":"Allow",\
                "Principal":{"Federated":"${Provider}"},\
                "Action":"sts:AssumeRoleWithWebIdentity",\
                "Condition":{"StringEquals":{\
                "${Issuer}:aud":"sts.amazonaws.com",\
                "${Issuer}:sub":"%s"}}}]}\
                """
                        .formatted(subject.claim());
        String issuer = Fn.select(1, Fn.split("https://", oidc.issuerUrl()));
        return Fn.sub(
                text, new TreeMap<>(Map.of("Provider", oidc.providerArn(), "Issuer", issuer)));
    }
}
