package io.plimsoll.stacks.nodegroup;

import io.plimsoll.environment.Environment;
import io.plimsoll.environment.NodeGroupConfig;
import io.plimsoll.stacks.network.NodeSubnets;
import java.util.List;
import java.util.Optional;
import software.amazon.awscdk.CfnOutput;
import software.amazon.awscdk.Fn;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.StackProps;
import software.constructs.Construct;

/** The node groups. A change here leaves the cluster's stack alone. */
public final class NodeGroupsStack extends Stack {

    /**
     * @param defaultSecurityGroup of the VPC that the stacks made
     */
    public NodeGroupsStack(
            Construct scope,
            Environment environment,
            NodeSubnets subnets,
            Optional<String> defaultSecurityGroup,
            StackProps props) {
        super(scope, "node-groups", props);
        List<NodeGroupConfig> groups = environment.managedNodeGroups();
        GroupFunction function = new GroupFunction(this, environment, defaultSecurityGroup);
        ManagedNodeGroup.Shared shared =
                new ManagedNodeGroup.Shared(
                        environment,
                        NodeRole.unnamed()
                                .create(this, "NodeRole", environment.cluster())
                                .getRoleArn(),
                        subnets,
                        function);
        List<String> names =
                groups.stream()
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

    private static String sizesCommand(Environment environment) {
        return "aws autoscaling describe-auto-scaling-groups --region "
                + environment.cluster().region()
                + " --query \"AutoScalingGroups[? Tags[? (Key=='eks:cluster-name') && Value=='"
                + environment.cluster().name()
                + "']].[AutoScalingGroupName, MinSize, MaxSize, DesiredCapacity]\" --output table";
    }
}
