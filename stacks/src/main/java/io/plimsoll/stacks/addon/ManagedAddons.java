package io.plimsoll.stacks.addon;

import io.plimsoll.environment.ClusterConfig;
import io.plimsoll.stacks.AcceptedFinding;
import io.plimsoll.stacks.addon.Addon.AwsAccess;
import io.plimsoll.stacks.identity.ServiceAccountRole;
import io.plimsoll.stacks.identity.WorkloadIdentity;
import java.util.List;
import java.util.Optional;
import software.amazon.awscdk.services.eks.CfnAddon;
import software.amazon.awscdk.services.iam.CfnRole;
import software.amazon.awscdk.services.iam.ManagedPolicy;
import software.constructs.Construct;

/** Installs add-ons on one cluster. */
public final class ManagedAddons {

    private final ClusterConfig cluster;
    private final WorkloadIdentity identity;

    public ManagedAddons(ClusterConfig cluster, WorkloadIdentity identity) {
        this.cluster = cluster;
        this.identity = identity;
    }

    public CfnAddon install(Construct scope, Addon addon) {
        CfnAddon.Builder managed =
                CfnAddon.Builder.create(scope, addon.eksName())
                        .clusterName(cluster.name())
                        .addonName(addon.eksName())
                        .resolveConflicts("OVERWRITE");
        version(addon).ifPresent(managed::addonVersion);
        addon.configuration().ifPresent(managed::configurationValues);
        addon.access().ifPresent(access -> grant(scope, managed, access));
        return managed.build();
    }

    private Optional<String> version(Addon addon) {
        return Optional.ofNullable(cluster.options().addons().get(addon.eksName()))
                .or(() -> AddonVersions.pinned(addon, cluster.kubernetesVersion()));
    }

    private void grant(Construct scope, CfnAddon.Builder managed, AwsAccess access) {
        String policyArn =
                ManagedPolicy.fromAwsManagedPolicyName(access.policy()).getManagedPolicyArn();
        CfnRole role =
                ServiceAccountRole.unnamed()
                        .create(scope, access.account(), identity, List.of(policyArn));
        AcceptedFinding.awsManagedPolicy(
                        access.policy(),
                        "AWS keeps it in step with what its add-on calls; only the add-on's service account takes the role.")
                .on(role);
        String roleArn = role.getAttrArn();
        switch (identity) {
            case WorkloadIdentity.Oidc _ -> managed.serviceAccountRoleArn(roleArn);
            case WorkloadIdentity.PodIdentity _ ->
                    managed.podIdentityAssociations(
                            List.of(
                                    CfnAddon.PodIdentityAssociationProperty.builder()
                                            .serviceAccount(access.serviceAccount())
                                            .roleArn(roleArn)
                                            .build()));
        }
    }
}
