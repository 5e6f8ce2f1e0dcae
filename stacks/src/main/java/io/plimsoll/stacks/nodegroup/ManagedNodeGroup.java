package io.plimsoll.stacks.nodegroup;

import io.plimsoll.environment.ClusterConfig;
import io.plimsoll.environment.Environment;
import io.plimsoll.environment.NodeGroupConfig;
import io.plimsoll.environment.TaintConfig;
import software.amazon.awscdk.CustomResource;
import software.amazon.awscdk.Token;
import software.amazon.awscdk.services.ec2.CfnLaunchTemplate;
import software.amazon.awscdk.services.eks.CfnNodegroup;
import software.constructs.Construct;

/**
 * One EKS managed node group with its launch template, its size and its Auto Scaling group's tags.
 */
final class ManagedNodeGroup extends Construct {

    private final String autoScalingGroupName;

    /** What the groups of one cluster share. */
    record Shared(
            Environment environment,
            String nodeRoleArn,
            NodeNetwork network,
            GroupFunction function) {}

    ManagedNodeGroup(Construct scope, NodeGroupConfig config, Shared shared) {
        super(scope, config.name());
        CfnLaunchTemplate template =
                new NodeLaunchTemplate(shared.environment(), config).create(this, shared.network());
        CustomResource size = shared.function().size(this, config, template);
        CfnNodegroup group = nodegroup(config, shared, template, size);
        CustomResource tags = shared.function().tags(this, config);
        tags.getNode().addDependency(group);
        this.autoScalingGroupName = tags.getAttString("AutoScalingGroupName");
    }

    String autoScalingGroupName() {
        return autoScalingGroupName;
    }

    private CfnNodegroup nodegroup(
            NodeGroupConfig config,
            Shared shared,
            CfnLaunchTemplate template,
            CustomResource size) {
        NodeGroupConfig.Machine machine = config.machine();
        ClusterConfig cluster = shared.environment().cluster();
        CfnNodegroup.Builder builder = CfnNodegroup.Builder.create(this, "NodeGroup");
        if (machine.instanceTypes().size() > 1) {
            builder.instanceTypes(machine.instanceTypes());
        }
        ImageRelease.of(this, cluster, config).ifPresent(builder::releaseVersion);
        return builder.clusterName(cluster.name())
                .nodegroupName(config.eksName())
                .version(cluster.kubernetesVersion())
                .nodeRole(shared.nodeRoleArn())
                .subnets(
                        shared.network()
                                .subnets()
                                .idsIn(
                                        machine.upkeep().zones(),
                                        machine.launch().publicAddresses()))
                .amiType(machine.amiType().eksName())
                .capacityType(machine.capacityType().name())
                .labels(config.labels())
                .taints(config.taints().stream().map(ManagedNodeGroup::taint).toList())
                .updateConfig(
                        CfnNodegroup.UpdateConfigProperty.builder()
                                .maxUnavailable(machine.upkeep().maxUnavailable())
                                .build())
                .nodeRepairConfig(
                        CfnNodegroup.NodeRepairConfigProperty.builder()
                                .enabled(machine.upkeep().autoRepair())
                                .build())
                .launchTemplate(
                        CfnNodegroup.LaunchTemplateSpecificationProperty.builder()
                                .id(template.getRef())
                                .version(template.getAttrLatestVersionNumber())
                                .build())
                .scalingConfig(
                        CfnNodegroup.ScalingConfigProperty.builder()
                                .minSize(config.size().min())
                                .maxSize(config.size().max())
                                .desiredSize(Token.asNumber(size.getAtt("DesiredSize")))
                                .build())
                .build();
    }

    private static CfnNodegroup.TaintProperty taint(TaintConfig taint) {
        return CfnNodegroup.TaintProperty.builder()
                .key(taint.key())
                .value(taint.value())
                .effect(taint.effect().eksName())
                .build();
    }
}
