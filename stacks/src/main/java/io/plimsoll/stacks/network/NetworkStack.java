package io.plimsoll.stacks.network;

import io.plimsoll.environment.VpcConfig;
import java.util.List;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.StackProps;
import software.amazon.awscdk.services.ec2.FlowLogDestination;
import software.amazon.awscdk.services.ec2.FlowLogOptions;
import software.amazon.awscdk.services.ec2.IVpc;
import software.amazon.awscdk.services.ec2.IpAddresses;
import software.amazon.awscdk.services.ec2.SubnetConfiguration;
import software.amazon.awscdk.services.ec2.SubnetType;
import software.amazon.awscdk.services.ec2.Vpc;
import software.amazon.awscdk.services.logs.LogGroup;
import software.amazon.awscdk.services.logs.RetentionDays;
import software.constructs.Construct;

/** A new VPC: a public and a private subnet in each zone, nodes in the private ones. */
public final class NetworkStack extends Stack {

    private final IVpc vpc;

    public NetworkStack(Construct scope, VpcConfig.New config, StackProps props) {
        super(scope, "network", props);
        this.vpc =
                Vpc.Builder.create(this, "Vpc")
                        .ipAddresses(IpAddresses.cidr(config.cidr()))
                        .availabilityZones(config.availabilityZones())
                        .natGateways(config.natGateways())
                        .subnetConfiguration(
                                List.of(
                                        subnets("public", SubnetType.PUBLIC),
                                        subnets("private", privateType(config))))
                        // The alternative is a Lambda function that rewrites a group nobody uses.
                        .restrictDefaultSecurityGroup(false)
                        .build();
        LogGroup logs =
                LogGroup.Builder.create(this, "FlowLogs")
                        .retention(RetentionDays.ONE_MONTH)
                        .removalPolicy(RemovalPolicy.DESTROY)
                        .build();
        vpc.addFlowLog(
                "FlowLog",
                FlowLogOptions.builder()
                        .destination(FlowLogDestination.toCloudWatchLogs(logs))
                        .build());
    }

    public IVpc vpc() {
        return vpc;
    }

    private static SubnetType privateType(VpcConfig.New config) {
        return config.natGateways() == 0
                ? SubnetType.PRIVATE_ISOLATED
                : SubnetType.PRIVATE_WITH_EGRESS;
    }

    private static SubnetConfiguration subnets(String name, SubnetType type) {
        return SubnetConfiguration.builder().name(name).subnetType(type).build();
    }
}
