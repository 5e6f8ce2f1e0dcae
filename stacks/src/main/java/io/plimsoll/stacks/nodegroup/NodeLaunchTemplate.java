package io.plimsoll.stacks.nodegroup;

import io.fabric8.kubernetes.api.model.Quantity;
import io.plimsoll.environment.NodeGroupConfig;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import software.amazon.awscdk.CfnTag;
import software.amazon.awscdk.services.ec2.CfnLaunchTemplate;
import software.amazon.awscdk.services.ec2.CfnLaunchTemplate.BlockDeviceMappingProperty;
import software.amazon.awscdk.services.ec2.CfnLaunchTemplate.EbsProperty;
import software.amazon.awscdk.services.ec2.CfnLaunchTemplate.LaunchTemplateDataProperty;
import software.amazon.awscdk.services.ec2.CfnLaunchTemplate.MetadataOptionsProperty;
import software.amazon.awscdk.services.ec2.CfnLaunchTemplate.TagSpecificationProperty;
import software.constructs.Construct;

/**
 * Launch templates of nodes: encrypted gp3 disks, instance metadata by IMDSv2 only.
 *
 * <p>The hop limit of 1 keeps the node's role away from pods; those that need AWS have a role of
 * their own. There is no SSH key.
 */
final class NodeLaunchTemplate {

    private static final BigDecimal GIBIBYTE = BigDecimal.valueOf(1L << 30);

    /** Bottlerocket's first disk is its system's, 2 GiB in its image, and never grows. */
    private static final int BOTTLEROCKET_SYSTEM_GIBIBYTES = 4;

    private NodeLaunchTemplate() {}

    static CfnLaunchTemplate create(Construct scope, String clusterName, NodeGroupConfig config) {
        String name = clusterName + "-" + config.name();
        return CfnLaunchTemplate.Builder.create(scope, "LaunchTemplate")
                .launchTemplateName(name)
                .launchTemplateData(
                        LaunchTemplateDataProperty.builder()
                                .blockDeviceMappings(disks(config.machine()))
                                .metadataOptions(
                                        MetadataOptionsProperty.builder()
                                                .httpTokens("required")
                                                .httpPutResponseHopLimit(1)
                                                .build())
                                .tagSpecifications(
                                        List.of(named("instance", name), named("volume", name)))
                                .build())
                .build();
    }

    private static List<BlockDeviceMappingProperty> disks(NodeGroupConfig.Machine machine) {
        int size = gibibytes(machine.disk());
        if (machine.amiType().eksName().startsWith("BOTTLEROCKET")) {
            return List.of(
                    disk("/dev/xvda", BOTTLEROCKET_SYSTEM_GIBIBYTES), disk("/dev/xvdb", size));
        }
        return List.of(disk("/dev/xvda", size));
    }

    private static int gibibytes(Quantity disk) {
        return Quantity.getAmountInBytes(disk)
                .divide(GIBIBYTE, 0, RoundingMode.CEILING)
                .intValueExact();
    }

    private static BlockDeviceMappingProperty disk(String device, int gibibytes) {
        return BlockDeviceMappingProperty.builder()
                .deviceName(device)
                .ebs(
                        EbsProperty.builder()
                                .volumeSize(gibibytes)
                                .volumeType("gp3")
                                .encrypted(true)
                                .deleteOnTermination(true)
                                .build())
                .build();
    }

    private static TagSpecificationProperty named(String resourceType, String name) {
        return TagSpecificationProperty.builder()
                .resourceType(resourceType)
                .tags(List.of(CfnTag.builder().key("Name").value(name).build()))
                .build();
    }
}
