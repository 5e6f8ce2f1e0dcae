package io.plimsoll.stacks.nodegroup;

import io.plimsoll.environment.Environment;
import io.plimsoll.environment.NodeGroupConfig;
import java.util.List;
import software.amazon.awscdk.CfnOutput;
import software.amazon.awscdk.Fn;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.StackProps;
import software.constructs.Construct;

/** The node groups. A change here leaves the cluster's stack alone. */
public final class NodeGroupsStack extends Stack {

    public NodeGroupsStack(
            Construct scope, Environment environment, NodeNetwork network, StackProps props) {
        super(scope, "node-groups", props);
        List<NodeGroupConfig> groups = environment.managedNodeGroups();
        GroupFunction function =
                new GroupFunction(this, environment, network.defaultSecurityGroup());
        ManagedNodeGroup.Shared shared =
                new ManagedNodeGroup.Shared(
                        environment,
                        NodeRole.unnamed()
                                .create(this, "NodeRole", environment.cluster())
                                .getRoleArn(),
                        network,
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
