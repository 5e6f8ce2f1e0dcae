package io.plimsoll.stacks.cluster;

import io.plimsoll.environment.ClusterAccess;
import io.plimsoll.environment.ClusterAccess.AccessPolicy;
import io.plimsoll.environment.ClusterAccess.Grant;
import io.plimsoll.environment.Environment;
import io.plimsoll.environment.names.SharedNames;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import software.amazon.awscdk.services.eks.CfnAccessEntry;
import software.amazon.awscdk.services.iam.AccountRootPrincipal;
import software.amazon.awscdk.services.iam.Role;
import software.constructs.Construct;

/**
 * Who gets into the cluster: whom the environment names, and a role of its own for whoever the
 * account's policies let take it. Whoever deploys is none of them: under the CDK that is
 * CloudFormation's role, which no person can take, and whether the creator of a cluster gets in
 * cannot be changed afterwards.
 */
final class People extends Construct {

    private final Optional<Role> adminRole;
    private final List<CfnAccessEntry> entries = new ArrayList<>();

    People(Construct scope, Environment environment) {
        super(scope, "People");
        ClusterAccess access = environment.cluster().options().access();
        String cluster = environment.cluster().name();
        this.adminRole =
                access.adminRole() ? Optional.of(adminRole(environment)) : Optional.empty();
        adminRole.ifPresent(role ->
                entries.add(AccessEntries.admin(this, "Admin", cluster, role.getRoleArn())));
        access.admins()
                .forEach(admin ->
                        entries.add(AccessEntries.admin(this, "Admin-" + admin, cluster, admin)));
        Stream.concat(
                        access.viewers().stream()
                                .map(viewer -> new Grant(viewer, AccessPolicy.VIEW, List.of())),
                        access.access().stream())
                .forEach(grant -> entries.add(entry(cluster, grant)));
    }

    /** Empty where the environment wants none. */
    Optional<Role> adminRole() {
        return adminRole;
    }

    List<CfnAccessEntry> entries() {
        return List.copyOf(entries);
    }

    private CfnAccessEntry entry(String cluster, Grant grant) {
        return CfnAccessEntry.Builder.create(this, "Grant-" + grant.principal())
                .clusterName(cluster)
                .principalArn(grant.principal())
                .accessPolicies(
                        List.of(AccessEntries.policy(this, grant.policy(), grant.namespaces())))
                .build();
    }

    private Role adminRole(Environment environment) {
        String cluster = environment.cluster().name();
        return Role.Builder.create(this, "AdminRole")
                .roleName(new SharedNames(environment).adminRole())
                .description("Administers " + cluster)
                .assumedBy(new AccountRootPrincipal())
                .inlinePolicies(Map.of("Cluster", AccessEntries.findCluster(this, cluster)))
                .build();
    }
}
