package io.plimsoll.stacks.nodegroup;

import io.fabric8.kubernetes.api.model.Quantity;
import io.plimsoll.environment.Environment;
import io.plimsoll.environment.LaunchConfig;
import io.plimsoll.environment.NodeGroupConfig;
import io.plimsoll.environment.StorageConfig.Volume;
import io.plimsoll.environment.names.SharedNames;
import io.plimsoll.stacks.AcceptedLint;
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
import software.amazon.awscdk.services.ec2.CfnLaunchTemplate.NetworkInterfaceProperty;
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

    private static final AcceptedLint PUBLIC =
            new AcceptedLint(
                    "CKV_AWS_88",
                    "The environment asks for publicAddresses; the cluster's security group lets in nobody from outside.");

    private static final String SYSTEM_TYPE = "gp3";

    private final Environment environment;
    private final NodeGroupConfig config;

    NodeLaunchTemplate(Environment environment, NodeGroupConfig config) {
        this.environment = environment;
        this.config = config;
    }

    CfnLaunchTemplate create(Construct scope, NodeNetwork network) {
        String name = SharedNames.launchTemplate(environment.cluster(), config);
        LaunchTemplateDataProperty.Builder data =
                LaunchTemplateDataProperty.builder()
                        .blockDeviceMappings(disks(config.machine()))
                        .metadataOptions(
                                MetadataOptionsProperty.builder()
                                        .httpTokens("required")
                                        .httpPutResponseHopLimit(1)
                                        .build())
                        .tagSpecifications(tags(name));
        List<String> types = config.machine().instanceTypes();
        if (types.size() == 1) {
            // Another type rolls the nodes; in the node group it would want another group.
            data.instanceType(types.getFirst());
        }
        LaunchConfig launch = config.machine().launch();
        new NodeUserData(config.machine().amiType(), environment.maxPods(config), launch.userData())
                .encoded()
                .ifPresent(data::userData);
        join(data, launch, network.clusterSecurityGroup());
        CfnLaunchTemplate template =
                CfnLaunchTemplate.Builder.create(scope, "LaunchTemplate")
                        .launchTemplateName(name)
                        .launchTemplateData(data.build())
                        .build();
        if (launch.publicAddresses()) {
            AcceptedLint.on(template, List.of(PUBLIC));
        }
        return template;
    }

    /**
     * A template that names security groups has to name the cluster's too, which EKS puts in only
     * where there are none.
     */
    private static void join(
            LaunchTemplateDataProperty.Builder data, LaunchConfig launch, String clusterGroup) {
        List<String> groups =
                Stream.concat(Stream.of(clusterGroup), launch.securityGroups().stream()).toList();
        if (launch.publicAddresses()) {
            data.networkInterfaces(
                    List.of(
                            NetworkInterfaceProperty.builder()
                                    .deviceIndex(0)
                                    .associatePublicIpAddress(true)
                                    .deleteOnTermination(true)
                                    .groups(groups)
                                    .build()));
        } else if (!launch.securityGroups().isEmpty()) {
            data.securityGroupIds(groups);
        }
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
    private List<TagSpecificationProperty> tags(String name) {
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
