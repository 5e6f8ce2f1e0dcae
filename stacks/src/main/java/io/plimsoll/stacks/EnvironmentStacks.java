package io.plimsoll.stacks;

import io.plimsoll.environment.ClusterConfig;
import io.plimsoll.environment.Environment;
import io.plimsoll.environment.VpcConfig;
import io.plimsoll.stacks.cluster.ClusterStack;
import io.plimsoll.stacks.identity.IdentityStack;
import io.plimsoll.stacks.network.NetworkStack;
import io.plimsoll.stacks.nodegroup.NodeGroupsStack;
import io.plimsoll.stacks.workload.WorkloadsStack;
import java.util.function.Function;
import software.amazon.awscdk.StackProps;
import software.amazon.awscdk.services.ec2.IVpc;
import software.amazon.awscdk.services.ec2.Vpc;
import software.amazon.awscdk.services.ec2.VpcAttributes;
import software.constructs.Construct;

/** The stacks of one environment, in the order of their deployment. */
final class EnvironmentStacks {

    private EnvironmentStacks() {}

    static void create(Construct scope, Environment environment) {
        ClusterConfig config = environment.cluster();
        ClusterStack cluster =
                new ClusterStack(
                        scope, config, network(scope, environment), props(config, "cluster"));
        NodeGroupsStack nodeGroups =
                new NodeGroupsStack(
                        scope, environment, cluster.nodeSubnetIds(), props(config, "node-groups"));
        // The groups know the cluster by its name, which CloudFormation sees no dependency in.
        nodeGroups.addStackDependency(cluster);
        WorkloadsStack workloads =
                new WorkloadsStack(scope, config, cluster.oidc(), props(config, "workloads"));
        workloads.addStackDependency(nodeGroups);
        new IdentityStack(scope, environment, cluster.oidc(), props(config, "identity"));
    }

    private static Function<Construct, IVpc> network(Construct scope, Environment environment) {
        return switch (environment.vpc()) {
            case VpcConfig.New vpc -> {
                NetworkStack stack =
                        new NetworkStack(scope, vpc, props(environment.cluster(), "network"));
                yield consumer -> stack.vpc();
            }
            case VpcConfig.Imported vpc ->
                    consumer ->
                            Vpc.fromVpcAttributes(
                                    consumer,
                                    "Vpc",
                                    VpcAttributes.builder()
                                            .vpcId(vpc.id())
                                            .availabilityZones(vpc.availabilityZones())
                                            .privateSubnetIds(vpc.privateSubnetIds())
                                            .build());
        };
    }

    private static StackProps props(ClusterConfig config, String part) {
        software.amazon.awscdk.Environment.Builder target =
                software.amazon.awscdk.Environment.builder().region(config.region());
        config.account().ifPresent(target::account);
        return StackProps.builder()
                .stackName(config.name() + "-" + part)
                .description("Plimsoll: " + part + " of " + config.name())
                .env(target.build())
                .build();
    }
}
