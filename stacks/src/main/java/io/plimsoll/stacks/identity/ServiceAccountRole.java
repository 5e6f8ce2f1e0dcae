package io.plimsoll.stacks.identity;

import java.util.List;
import java.util.Optional;
import software.amazon.awscdk.services.eks.CfnPodIdentityAssociation;
import software.amazon.awscdk.services.iam.CfnRole;
import software.constructs.Construct;

/**
 * An IAM role for one Kubernetes service account: role, trust and policy in one.
 *
 * @param name empty lets CloudFormation choose
 */
public record ServiceAccountRole(Optional<String> name) {

    /** A role whose name others rely on. */
    public static ServiceAccountRole named(String name) {
        return new ServiceAccountRole(Optional.of(name));
    }

    /** A role that is known by its ARN alone. */
    public static ServiceAccountRole unnamed() {
        return new ServiceAccountRole(Optional.empty());
    }

    public CfnRole create(
            Construct scope,
            ServiceAccount account,
            WorkloadIdentity identity,
            List<String> policyArns) {
        CfnRole.Builder role =
                CfnRole.Builder.create(scope, "Role-" + account.name())
                        .description(
                                "Service account " + account.namespace() + "/" + account.name())
                        .assumeRolePolicyDocument(identity.trust(account))
                        .managedPolicyArns(policyArns);
        name.ifPresent(role::roleName);
        return role.build();
    }

    /** The same, with what EKS needs to know besides to hand the role to the account's pods. */
    public CfnRole assign(
            Construct scope,
            ServiceAccount account,
            WorkloadIdentity identity,
            List<String> policyArns) {
        CfnRole role = create(scope, account, identity, policyArns);
        switch (identity) {
            // The service account's annotation names the role.
            case WorkloadIdentity.Oidc _ -> {}
            case WorkloadIdentity.PodIdentity(String clusterName) ->
                    CfnPodIdentityAssociation.Builder.create(scope, "Association")
                            .clusterName(clusterName)
                            .namespace(account.namespace())
                            .serviceAccount(account.name())
                            .roleArn(role.getAttrArn())
                            .build();
        }
        return role;
    }
}
