package io.plimsoll.stacks.nodegroup;

import io.plimsoll.environment.ClusterConfig;
import io.plimsoll.environment.Environment;
import io.plimsoll.stacks.AcceptedFinding;
import io.plimsoll.stacks.network.NodeSubnets;
import java.util.List;
import software.amazon.awscdk.CfnOutput;
import software.amazon.awscdk.Fn;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.StackProps;
import software.amazon.awscdk.services.iam.ManagedPolicy;
import software.amazon.awscdk.services.iam.Role;
import software.amazon.awscdk.services.iam.ServicePrincipal;
import software.constructs.Construct;

/** The node groups. A change here leaves the cluster's stack alone. */
public final class NodeGroupsStack extends Stack {

    public NodeGroupsStack(
            Construct scope, Environment environment, NodeSubnets subnets, StackProps props) {
        super(scope, "node-groups", props);
        String clusterName = environment.cluster().name();
        ManagedNodeGroup.Shared shared =
                new ManagedNodeGroup.Shared(
                        clusterName,
                        nodeRole(environment.cluster()).getRoleArn(),
                        subnets,
                        new GroupFunction(this, clusterName, environment.nodeGroups()));
        List<String> names =
                environment.nodeGroups().stream()
                        .map(config -> new ManagedNodeGroup(this, config, shared))
                        .map(ManagedNodeGroup::autoScalingGroupName)
                        .toList();
        CfnOutput.Builder.create(this, "AutoScalingGroupNames")
                .value(Fn.join(" ", names))
                .description("The node groups' Auto Scaling groups, in the environment's order")
                .build();
        CfnOutput.Builder.create(this, "AutoScalingGroupsCommand")
                .value(sizesCommand(environment))
                .description("Lists the Auto Scaling groups: min, max and desired size")
                .build();
    }

    /** The CNI and the autoscaler have roles of their own. */
    private Role nodeRole(ClusterConfig cluster) {
        Role role =
                Role.Builder.create(this, "NodeRole")
                        .assumedBy(new ServicePrincipal("ec2.amazonaws.com"))
                        .description("Nodes of " + cluster.name())
                        .build();
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

    private static String sizesCommand(Environment environment) {
        return "aws autoscaling describe-auto-scaling-groups --region "
                + environment.cluster().region()
                + " --query \"AutoScalingGroups[? Tags[? (Key=='eks:cluster-name') && Value=='"
                + environment.cluster().name()
                + "']].[AutoScalingGroupName, MinSize, MaxSize, DesiredCapacity]\" --output table";
    }
}
