package io.plimsoll.stacks.addon;

import io.plimsoll.environment.ClusterConfig;
import io.plimsoll.environment.ClusterOptions.AddonSettings;
import io.plimsoll.environment.Environment;
import io.plimsoll.stacks.AcceptedFinding;
import io.plimsoll.stacks.addon.Addon.AwsAccess;
import io.plimsoll.stacks.identity.ServiceAccount;
import io.plimsoll.stacks.identity.ServiceAccountRole;
import io.plimsoll.stacks.identity.WorkloadIdentity;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.eks.CfnAddon;
import software.amazon.awscdk.services.iam.CfnRole;
import software.amazon.awscdk.services.iam.ManagedPolicy;
import software.constructs.Construct;

/** Installs add-ons on one cluster. */
public final class ManagedAddons {

    private final Environment environment;
    private final ClusterConfig cluster;
    private final WorkloadIdentity identity;
    private final SortedMap<String, String> podSubnets;

    /**
     * @param podSubnets by zone; none where pods have addresses of the nodes' subnets
     */
    public ManagedAddons(
            Environment environment,
            WorkloadIdentity identity,
            SortedMap<String, String> podSubnets) {
        this.environment = environment;
        this.cluster = environment.cluster();
        this.identity = identity;
        this.podSubnets = new TreeMap<>(podSubnets);
    }

    /** Those that the environment names beside the stacks' own. */
    public List<CfnAddon> installFurther(Construct scope) {
        Set<String> own = Stream.of(Addon.values()).map(Addon::eksName).collect(Collectors.toSet());
        return cluster.options().addons().entrySet().stream()
                .filter(addon -> !own.contains(addon.getKey()))
                .map(addon -> further(scope, addon.getKey(), addon.getValue()))
                .toList();
    }

    private CfnAddon further(Construct scope, String name, AddonSettings settings) {
        CfnAddon.Builder managed = addon(scope, name);
        settings.version().ifPresent(managed::addonVersion);
        settings.configuration().ifPresent(values -> managed.configurationValues(values.json()));
        settings.access()
                .ifPresent(access -> {
                    Construct own = new Construct(scope, name + "-access");
                    CfnRole role =
                            ServiceAccountRole.unnamed()
                                    .create(
                                            own,
                                            new ServiceAccount(
                                                    access.namespace(), access.serviceAccount()),
                                            identity,
                                            access.policies());
                    AcceptedFinding.chosenPolicies(access.policies(), role);
                    give(managed, access.serviceAccount(), role);
                });
        return managed.build();
    }

    private CfnAddon.Builder addon(Construct scope, String name) {
        return CfnAddon.Builder.create(scope, name)
                .clusterName(cluster.name())
                .addonName(name)
                .resolveConflicts("OVERWRITE");
    }

    public CfnAddon install(Construct scope, Addon addon) {
        CfnAddon.Builder managed = addon(scope, addon.eksName());
        version(addon).ifPresent(managed::addonVersion);
        Map<String, Object> values =
                new AddonConfiguration(environment, podSubnets).of(addon, settings(addon));
        if (!values.isEmpty()) {
            managed.configurationValues(Stack.of(scope).toJsonString(values));
        }
        addon.access().ifPresent(access -> grant(scope, managed, access));
        return managed.build();
    }

    private Optional<String> version(Addon addon) {
        return settings(addon)
                .flatMap(AddonSettings::version)
                .or(() -> AddonVersions.pinned(addon, cluster.kubernetesVersion()));
    }

    private Optional<AddonSettings> settings(Addon addon) {
        return Optional.ofNullable(cluster.options().addons().get(addon.eksName()));
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
        give(managed, access.serviceAccount(), role);
    }

    private void give(CfnAddon.Builder managed, String serviceAccount, CfnRole role) {
        String roleArn = role.getAttrArn();
        switch (identity) {
            case WorkloadIdentity.Oidc _ -> managed.serviceAccountRoleArn(roleArn);
            case WorkloadIdentity.PodIdentity _ ->
                    managed.podIdentityAssociations(
                            List.of(
                                    CfnAddon.PodIdentityAssociationProperty.builder()
                                            .serviceAccount(serviceAccount)
                                            .roleArn(roleArn)
                                            .build()));
        }
    }
}
