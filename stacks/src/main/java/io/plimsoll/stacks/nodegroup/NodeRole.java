package io.plimsoll.stacks.nodegroup;

import io.plimsoll.environment.ClusterConfig;
import io.plimsoll.stacks.AcceptedFinding;
import java.util.Optional;
import software.amazon.awscdk.services.iam.ManagedPolicy;
import software.amazon.awscdk.services.iam.Role;
import software.amazon.awscdk.services.iam.ServicePrincipal;
import software.constructs.Construct;

/**
 * What nodes may do: join the cluster and pull images. The CNI and the autoscaler have roles of
 * their own.
 *
 * @param name empty lets CloudFormation choose
 */
public record NodeRole(Optional<String> name) {

    /** A role whose name others rely on. */
    public static NodeRole named(String name) {
        return new NodeRole(Optional.of(name));
    }

    /** A role that is known by its ARN alone. */
    public static NodeRole unnamed() {
        return new NodeRole(Optional.empty());
    }

    public Role create(Construct scope, String id, ClusterConfig cluster) {
        Role.Builder builder =
                Role.Builder.create(scope, id)
                        .assumedBy(new ServicePrincipal("ec2.amazonaws.com"))
                        .description("Nodes of " + cluster.name());
        name.ifPresent(builder::roleName);
        Role role = builder.build();
        attach(role, "AmazonEKSWorkerNodePolicy", "EKS asks for it to let nodes join.");
        attach(role, "AmazonEC2ContainerRegistryPullOnly", "Reads images, and nothing else.");
        if (cluster.options().governance().sessionManager()) {
            attach(
                    role,
                    "AmazonSSMManagedInstanceCore",
                    "The environment asks for Session Manager, whose agent needs it.");
        }
        return role;
    }

    private static void attach(Role role, String awsManagedPolicy, String reason) {
        role.addManagedPolicy(ManagedPolicy.fromAwsManagedPolicyName(awsManagedPolicy));
        AcceptedFinding.awsManagedPolicy(awsManagedPolicy, reason).on(role);
    }
}
