package io.plimsoll.stacks.nodegroup;

import io.fabric8.kubernetes.api.model.Quantity;
import io.plimsoll.environment.Environment;
import io.plimsoll.environment.NodeGroupConfig;
import io.plimsoll.environment.StorageConfig.Volume;
import io.plimsoll.environment.names.SharedNames;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import software.amazon.awscdk.CfnTag;
import software.amazon.awscdk.services.ec2.CfnLaunchTemplate;
import software.amazon.awscdk.services.ec2.CfnLaunchTemplate.BlockDeviceMappingProperty;
import software.amazon.awscdk.services.ec2.CfnLaunchTemplate.EbsProperty;
import software.amazon.awscdk.services.ec2.CfnLaunchTemplate.LaunchTemplateDataProperty;
import software.amazon.awscdk.services.ec2.CfnLaunchTemplate.MetadataOptionsProperty;
import software.amazon.awscdk.services.ec2.CfnLaunchTemplate.TagSpecificationProperty;
import software.constructs.Construct;

/**
 * Launch templates of nodes: encrypted disks, gp3 unless the environment says else, instance
 * metadata by IMDSv2 only.
 *
 * <p>The hop limit of 1 keeps the node's role away from pods; those that need AWS have a role of
 * their own. There is no SSH key.
 */
final class NodeLaunchTemplate {

    private static final BigDecimal GIBIBYTE = BigDecimal.valueOf(1L << 30);

    /** Bottlerocket's first disk is its system's, 2 GiB in its image, and never grows. */
    private static final int BOTTLEROCKET_SYSTEM_GIBIBYTES = 4;

    private static final String SYSTEM_TYPE = "gp3";

    private NodeLaunchTemplate() {}

    static CfnLaunchTemplate create(
            Construct scope, Environment environment, NodeGroupConfig config) {
        String name = SharedNames.launchTemplate(environment.cluster(), config);
        LaunchTemplateDataProperty.Builder data =
                LaunchTemplateDataProperty.builder()
                        .blockDeviceMappings(disks(config.machine()))
                        .metadataOptions(
                                MetadataOptionsProperty.builder()
                                        .httpTokens("required")
                                        .httpPutResponseHopLimit(1)
                                        .build())
                        .tagSpecifications(tags(environment, name));
        List<String> types = config.machine().instanceTypes();
        if (types.size() == 1) {
            // Another type rolls the nodes; in the node group it would want another group.
            data.instanceType(types.getFirst());
        }
        environment
                .maxPods(config)
                .ifPresent(
                        pods -> data.userData(NodeUserData.of(config.machine().amiType(), pods)));
        return CfnLaunchTemplate.Builder.create(scope, "LaunchTemplate")
                .launchTemplateName(name)
                .launchTemplateData(data.build())
                .build();
    }

    private static List<BlockDeviceMappingProperty> disks(NodeGroupConfig.Machine machine) {
        Volume volume = machine.storage().volume();
        EbsProperty.Builder main = ebs(volume, gibibytes(machine.disk()));
        main.volumeType(volume.type().ebsName());
        volume.iops().ifPresent(main::iops);
        volume.throughput().ifPresent(main::throughput);
        if (machine.amiType().isBottlerocket()) {
            EbsProperty.Builder system = ebs(volume, BOTTLEROCKET_SYSTEM_GIBIBYTES);
            return List.of(
                    disk("/dev/xvda", system.volumeType(SYSTEM_TYPE)), disk("/dev/xvdb", main));
        }
        return List.of(disk("/dev/xvda", main));
    }

    private static int gibibytes(Quantity disk) {
        return Quantity.getAmountInBytes(disk)
                .divide(GIBIBYTE, 0, RoundingMode.CEILING)
                .intValueExact();
    }

    private static EbsProperty.Builder ebs(Volume volume, int gibibytes) {
        EbsProperty.Builder ebs =
                EbsProperty.builder()
                        .volumeSize(gibibytes)
                        .encrypted(true)
                        .deleteOnTermination(true);
        volume.encryptionKey().ifPresent(ebs::kmsKeyId);
        return ebs;
    }

    private static BlockDeviceMappingProperty disk(String device, EbsProperty.Builder ebs) {
        return BlockDeviceMappingProperty.builder().deviceName(device).ebs(ebs.build()).build();
    }

    /**
     * EC2 passes on to what it makes for a node what stands here, and neither stack's tags nor
     * EKS's.
     */
    private static List<TagSpecificationProperty> tags(Environment environment, String name) {
        SortedMap<String, String> tags =
                new TreeMap<>(environment.cluster().options().governance().tags());
        tags.put("Name", name);
        List<CfnTag> all =
                tags.entrySet().stream()
                        .map(tag ->
                                CfnTag.builder().key(tag.getKey()).value(tag.getValue()).build())
                        .toList();
        return Stream.of("instance", "volume", "network-interface")
                .map(type ->
                        TagSpecificationProperty.builder().resourceType(type).tags(all).build())
                .toList();
    }
}
