package io.plimsoll.stacks.network;

import io.plimsoll.environment.AutoscalerConfig.Kind;
import io.plimsoll.environment.Environment;
import io.plimsoll.environment.VpcConfig;
import io.plimsoll.environment.names.SharedNames;
import io.plimsoll.stacks.AcceptedLint;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import software.amazon.awscdk.Acknowledgment;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.StackProps;
import software.amazon.awscdk.Tags;
import software.amazon.awscdk.Validations;
import software.amazon.awscdk.services.ec2.CfnSubnet;
import software.amazon.awscdk.services.ec2.FlowLogDestination;
import software.amazon.awscdk.services.ec2.FlowLogOptions;
import software.amazon.awscdk.services.ec2.ISubnet;
import software.amazon.awscdk.services.ec2.IVpc;
import software.amazon.awscdk.services.ec2.IpAddresses;
import software.amazon.awscdk.services.ec2.SubnetConfiguration;
import software.amazon.awscdk.services.ec2.SubnetType;
import software.amazon.awscdk.services.ec2.Vpc;
import software.amazon.awscdk.services.logs.LogGroup;
import software.amazon.awscdk.services.logs.RetentionDays;
import software.constructs.Construct;
import software.constructs.IConstruct;

/**
 * A new VPC: a public and a private subnet in each zone, nodes in the private ones. Without NAT
 * gateways there is no public side at all.
 */
public final class NetworkStack extends Stack {

    private final Vpc vpc;

    public NetworkStack(
            Construct scope, Environment environment, VpcConfig.New config, StackProps props) {
        super(scope, "network", props);
        // Else the CDK asks AWS for zones where the account is known, although they are named here.
        getNode()
                .setContext(
                        "availability-zones:account=%s:region=%s"
                                .formatted(getAccount(), getRegion()),
                        config.availabilityZones());
        this.vpc =
                Vpc.Builder.create(this, "Vpc")
                        .vpcName(environment.cluster().name())
                        .ipAddresses(IpAddresses.cidr(config.cidr()))
                        .availabilityZones(config.availabilityZones())
                        .natGateways(config.natGateways())
                        .subnetConfiguration(subnets(config))
                        // The alternative is a Lambda function that rewrites a group nobody uses.
                        .restrictDefaultSecurityGroup(false)
                        .build();
        acceptNamedZones();
        LogGroup logs =
                LogGroup.Builder.create(this, "FlowLogs")
                        .retention(RetentionDays.ONE_MONTH)
                        .removalPolicy(RemovalPolicy.DESTROY)
                        .build();
        AcceptedLint.on(logs, List.of(AcceptedLint.LOGS_WITHOUT_A_KEY));
        vpc.addFlowLog(
                "FlowLog",
                FlowLogOptions.builder()
                        .destination(FlowLogDestination.toCloudWatchLogs(logs))
                        .build());
        nameSubnets(environment.cluster().name());
        // Load balancers find their subnets by these tags.
        tag(vpc.getPublicSubnets(), "kubernetes.io/role/elb");
        tag(vpc.getPrivateSubnets(), "kubernetes.io/role/internal-elb");
        tag(vpc.getIsolatedSubnets(), "kubernetes.io/role/internal-elb");
        if (environment.workloads().autoscaler().program().kind() == Kind.KARPENTER) {
            vpc.selectSubnets(new NodeSubnets(vpc).selection())
                    .getSubnets()
                    .forEach(subnet ->
                            Tags.of(subnet)
                                    .add(
                                            SharedNames.KARPENTER_DISCOVERY,
                                            environment.cluster().name()));
        }
        if (config.endpoints()) {
            ServiceEndpoints.add(vpc, config.cidr(), environment.workloads());
        }
    }

    public IVpc vpc() {
        return vpc;
    }

    /** Volumes, and groups that keep to a zone, need zones by their names. */
    private void acceptNamedZones() {
        Validations.of(vpc)
                .acknowledge(
                        Acknowledgment.builder()
                                .id("CloudFormation-Validate::W3010")
                                .reason("The environment names its zones.")
                                .build());
        for (IConstruct construct : vpc.getNode().findAll()) {
            if (construct instanceof CfnSubnet subnet) {
                subnet.addMetadata(
                        "cfn-lint", Map.of("config", Map.of("ignore_checks", List.of("W3010"))));
            }
        }
    }

    /** The CDK names them by their place in the stack, which is the same for every cluster. */
    private void nameSubnets(String clusterName) {
        Stream.of(vpc.getPublicSubnets(), vpc.getPrivateSubnets(), vpc.getIsolatedSubnets())
                .flatMap(List::stream)
                .forEach(subnet ->
                        Tags.of(subnet).add("Name", clusterName + "/" + subnet.getNode().getId()));
    }

    private static void tag(List<ISubnet> subnets, String key) {
        subnets.forEach(subnet -> Tags.of(subnet).add(key, "1"));
    }

    private static List<SubnetConfiguration> subnets(VpcConfig.New config) {
        if (config.natGateways() == 0) {
            return List.of(subnets("private", SubnetType.PRIVATE_ISOLATED));
        }
        return List.of(
                subnets("public", SubnetType.PUBLIC),
                subnets("private", SubnetType.PRIVATE_WITH_EGRESS));
    }

    private static SubnetConfiguration subnets(String name, SubnetType type) {
        return SubnetConfiguration.builder().name(name).subnetType(type).build();
    }
}
