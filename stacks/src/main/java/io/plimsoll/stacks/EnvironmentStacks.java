package io.plimsoll.stacks;

import io.plimsoll.environment.AutoscalerConfig.Kind;
import io.plimsoll.environment.Environment;
import io.plimsoll.environment.VpcConfig;
import io.plimsoll.stacks.cluster.ClusterNetwork;
import io.plimsoll.stacks.cluster.ClusterStack;
import io.plimsoll.stacks.identity.IdentityStack;
import io.plimsoll.stacks.karpenter.KarpenterAccess;
import io.plimsoll.stacks.network.NetworkStack;
import io.plimsoll.stacks.nodegroup.NodeGroupsStack;
import io.plimsoll.stacks.nodegroup.NodeNetwork;
import io.plimsoll.stacks.registry.RegistryStack;
import io.plimsoll.stacks.workload.Deployment;
import io.plimsoll.stacks.workload.WorkloadsStack;
import java.util.List;
import java.util.Optional;
import software.amazon.awscdk.Acknowledgment;
import software.amazon.awscdk.Annotations;
import software.amazon.awscdk.Validations;
import software.amazon.awscdk.services.ec2.IVpc;
import software.amazon.awscdk.services.ec2.Vpc;
import software.amazon.awscdk.services.ec2.VpcAttributes;
import software.amazon.awscdk.services.ec2.VpcLookupOptions;
import software.amazon.awscdk.services.iam.ManagedPolicy;
import software.amazon.awscdk.services.iam.PermissionsBoundary;
import software.constructs.Construct;

/** The stacks of one environment, in the order of their deployment. */
final class EnvironmentStacks {

    /** Until the CDK CLI has asked, the CDK writes ids that no VPC and no subnet can have. */
    private static final List<String> PLACEHOLDER_COMPLAINTS = List.of("E1151", "E1154");

    private final Construct scope;
    private final Deployment deployment;
    private final Environment environment;
    private final StackSettings settings;

    private EnvironmentStacks(Construct scope, Deployment deployment) {
        this.scope = scope;
        this.deployment = deployment;
        this.environment = deployment.environment();
        this.settings = new StackSettings(environment.cluster());
    }

    static void create(Construct scope, Deployment deployment) {
        new EnvironmentStacks(scope, deployment).create();
    }

    private void create() {
        ClusterNetwork network = network();
        ClusterStack cluster =
                new ClusterStack(scope, environment, network, settings.props("cluster"));
        NodeGroupsStack nodeGroups =
                new NodeGroupsStack(
                        scope,
                        environment,
                        new NodeNetwork(
                                cluster.nodeSubnets(),
                                cluster.securityGroupId(),
                                network.made().map(NetworkStack::defaultSecurityGroupId)),
                        settings.props("node-groups"));
        // The groups know the cluster by its name, which CloudFormation sees no dependency in.
        nodeGroups.addStackDependency(cluster);
        IdentityStack identity =
                new IdentityStack(
                        scope,
                        environment,
                        cluster.identity(),
                        cluster.connection().vpc().getVpcId(),
                        settings.props("identity"));
        identity.addStackDependency(cluster);
        if (environment.workloads().autoscaler().program().kind() == Kind.KARPENTER) {
            new KarpenterAccess(identity, environment, cluster.identity());
        }
        WorkloadsStack workloads =
                new WorkloadsStack(
                        scope,
                        deployment,
                        cluster.identity(),
                        cluster.connection(),
                        settings.props("workloads"));
        workloads.addStackDependency(nodeGroups);
        // Pods that are applied take their roles as they start.
        workloads.addStackDependency(identity);
        environment
                .workloads()
                .autoscaler()
                .program()
                .repository()
                .ifPresent(name ->
                        new RegistryStack(
                                scope, environment.cluster(), name, settings.props("registry")));
        bound(identity);
    }

    private void bound(Construct importer) {
        environment
                .cluster()
                .options()
                .governance()
                .permissionsBoundary()
                .map(arn -> ManagedPolicy.fromManagedPolicyArn(importer, "Boundary", arn))
                .ifPresent(policy -> PermissionsBoundary.of(scope).apply(policy));
    }

    private ClusterNetwork network() {
        return switch (environment.vpc()) {
            case VpcConfig.New vpc -> {
                NetworkStack stack =
                        new NetworkStack(scope, environment, vpc, settings.props("network"));
                yield new ClusterNetwork(_ -> stack.vpc(), Optional.of(stack));
            }
            case VpcConfig.Imported vpc ->
                    new ClusterNetwork(consumer -> imported(consumer, vpc), Optional.empty());
            case VpcConfig.LookedUp vpc ->
                    new ClusterNetwork(consumer -> lookedUp(consumer, vpc), Optional.empty());
        };
    }

    private static IVpc imported(Construct consumer, VpcConfig.Imported vpc) {
        IVpc imported =
                Vpc.fromVpcAttributes(
                        consumer,
                        "Vpc",
                        VpcAttributes.builder()
                                .vpcId(vpc.id())
                                .availabilityZones(vpc.availabilityZones())
                                .privateSubnetIds(vpc.privateSubnetIds())
                                .build());
        Annotations.of(imported)
                .acknowledgeWarning(
                        "@aws-cdk/aws-ec2:noSubnetRouteTableId", "Nobody here changes its routes.");
        return imported;
    }

    private IVpc lookedUp(Construct consumer, VpcConfig.LookedUp config) {
        IVpc vpc =
                Vpc.fromLookup(
                        consumer, "Vpc", VpcLookupOptions.builder().vpcId(config.id()).build());
        if (!vpc.getVpcId().equals(config.id())) {
            PLACEHOLDER_COMPLAINTS.forEach(id ->
                    Validations.of(scope)
                            .acknowledge(
                                    Acknowledgment.builder()
                                            .id("CloudFormation-Validate::" + id)
                                            .reason("AWS has not been asked yet.")
                                            .build()));
        }
        return vpc;
    }
}
