package io.plimsoll.stacks.network;

import io.plimsoll.environment.AutoscalerConfig.Kind;
import io.plimsoll.environment.Environment;
import io.plimsoll.environment.VpcConfig;
import io.plimsoll.environment.names.SharedNames;
import io.plimsoll.stacks.Logs;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import software.amazon.awscdk.Acknowledgment;
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
import software.constructs.Construct;
import software.constructs.IConstruct;

/**
 * A new VPC: a public and a private subnet in each zone, nodes in the private ones. Without NAT
 * gateways there is no public side at all.
 */
public final class NetworkStack extends Stack {

    private final Vpc vpc;
    private final SortedMap<String, String> podSubnets;

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
                        .reservedAzs(config.reservedZones() - config.availabilityZones().size())
                        .natGateways(config.natGateways())
                        .subnetConfiguration(subnets(config))
                        // The function of the node groups does it, and not one more.
                        .restrictDefaultSecurityGroup(false)
                        .build();
        acceptNamedZones();
        LogGroup logs = Logs.forAMonth(this, "FlowLogs", environment.cluster());
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
        this.podSubnets =
                config.podCidr()
                        .map(block -> new PodSubnets(this, vpc, block).idByZone())
                        .orElse(new TreeMap<>());
        new ServiceEndpoints(vpc, environment, config).add();
    }

    /** The group that every VPC has, and that nothing here is in. */
    public String defaultSecurityGroupId() {
        return vpc.getVpcDefaultSecurityGroup();
    }

    /** Subnets that pods have addresses of, by zone; none where nodes' subnets serve them. */
    public SortedMap<String, String> podSubnets() {
        return Collections.unmodifiableSortedMap(podSubnets);
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

    /**
     * Masks and order depend on the block alone, and each kind keeps the places of the zones that
     * are not there: whatever is added later, no subnet changes its addresses.
     */
    private static List<SubnetConfiguration> subnets(VpcConfig.New config) {
        SubnetConfiguration.Builder nodes =
                SubnetConfiguration.builder().name("private").cidrMask(config.privatePrefix());
        if (config.natGateways() == 0) {
            return List.of(nodes.subnetType(SubnetType.PRIVATE_ISOLATED).build());
        }
        return List.of(
                nodes.subnetType(SubnetType.PRIVATE_WITH_EGRESS).build(),
                SubnetConfiguration.builder()
                        .name("public")
                        .subnetType(SubnetType.PUBLIC)
                        .cidrMask(config.publicPrefix())
                        // NAT gateways and load balancers bring addresses of their own.
                        .mapPublicIpOnLaunch(false)
                        .build());
    }
}
