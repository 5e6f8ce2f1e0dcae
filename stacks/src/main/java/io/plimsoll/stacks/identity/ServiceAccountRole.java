package io.plimsoll.stacks.identity;

import java.util.List;
import java.util.Optional;
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
            Construct scope, ServiceAccount account, WorkloadIdentity identity, String policyArn) {
        CfnRole.Builder role =
                CfnRole.Builder.create(scope, "Role-" + account.name())
                        .description(
                                "Service account " + account.namespace() + "/" + account.name())
                        .assumeRolePolicyDocument(identity.trust(account))
                        .managedPolicyArns(List.of(policyArn));
        name.ifPresent(role::roleName);
        return role.build();
    }
}
