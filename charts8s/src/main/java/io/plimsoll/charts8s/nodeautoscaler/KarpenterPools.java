package io.plimsoll.charts8s.nodeautoscaler;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.plimsoll.charts8s.object.AppIdentity;
import io.plimsoll.charts8s.object.CustomObject;
import io.plimsoll.charts8s.object.DnsName;
import io.plimsoll.environment.Environment;
import io.plimsoll.environment.NodeGroupConfig;
import io.plimsoll.environment.StorageConfig;
import io.plimsoll.environment.TaintConfig;
import io.plimsoll.environment.VpcConfig;
import io.plimsoll.environment.ec2.InstanceType;
import io.plimsoll.environment.ec2.InstanceTypes;
import io.plimsoll.environment.names.SharedNames;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Karpenter's pools for the groups that workloads run on. Karpenter itself runs on the group that
 * stays managed. Nodes join the security group that EKS makes for the cluster, as managed ones do;
 * subnets are those tagged {@code karpenter.sh/discovery} with the cluster's name, as its
 * getting-started guide has it.
 */
final class KarpenterPools {

    /** EKS's own tag of the security group that it makes for the cluster. */
    private static final String CLUSTER_TAG = "aws:eks:cluster-name";

    private KarpenterPools() {}

    static List<HasMetadata> of(Environment environment) {
        List<NodeGroupConfig> stays = environment.managedNodeGroups();
        return environment.nodeGroups().stream()
                .filter(group -> !stays.contains(group))
                .flatMap(group -> pool(environment, group))
                .toList();
    }

    private static Stream<HasMetadata> pool(Environment environment, NodeGroupConfig group) {
        AppIdentity identity = new AppIdentity("karpenter", group.name(), "");
        String name = DnsName.of(group.name());
        return Stream.of(
                CustomObject.of(
                        "karpenter.k8s.aws/v1",
                        "EC2NodeClass",
                        identity.clusterMetadata(name),
                        nodeClass(environment, group)),
                CustomObject.of(
                        "karpenter.sh/v1",
                        "NodePool",
                        identity.clusterMetadata(name),
                        nodePool(environment, group)));
    }

    private static Map<String, Object> nodeClass(Environment environment, NodeGroupConfig group) {
        StorageConfig storage = group.machine().storage();
        Map<String, Object> ebs =
                new TreeMap<>(
                        Map.of(
                                "encrypted",
                                true,
                                "volumeSize",
                                storage.disk().toString(),
                                "volumeType",
                                storage.volume().type().ebsName()));
        storage.volume().iops().ifPresent(iops -> ebs.put("iops", iops));
        storage.volume().throughput().ifPresent(rate -> ebs.put("throughput", rate));
        storage.volume().encryptionKey().ifPresent(key -> ebs.put("kmsKeyID", key));
        Map<String, Object> dataVolume =
                Map.of("deviceName", isBottlerocket(group) ? "/dev/xvdb" : "/dev/xvda", "ebs", ebs);
        Map<String, Object> nodeClass =
                new TreeMap<>(
                        Map.of(
                                "amiSelectorTerms",
                                List.of(Map.of("alias", amiAlias(group))),
                                "blockDeviceMappings",
                                List.of(dataVolume),
                                "metadataOptions",
                                Map.of("httpPutResponseHopLimit", 1, "httpTokens", "required"),
                                "role",
                                new SharedNames(environment).karpenterNodeRole(),
                                "securityGroupSelectorTerms",
                                securityGroups(environment, group),
                                "subnetSelectorTerms",
                                subnets(environment)));
        group.machine()
                .launch()
                .userData()
                .ifPresent(file -> nodeClass.put("userData", file.text()));
        Map<String, String> tags = environment.cluster().options().governance().tags();
        if (!tags.isEmpty()) {
            nodeClass.put("tags", tags);
        }
        return nodeClass;
    }

    /** Nodes are in all that any of the terms selects. */
    private static List<Map<String, Object>> securityGroups(
            Environment environment, NodeGroupConfig group) {
        return Stream.concat(
                        Stream.<Map<String, Object>>of(
                                Map.of("tags", Map.of(CLUSTER_TAG, environment.cluster().name()))),
                        group.machine().launch().securityGroups().stream()
                                .map(id -> Map.<String, Object>of("id", id)))
                .toList();
    }

    /** Those of a network that is there already carry no tag of ours. */
    private static List<Map<String, Object>> subnets(Environment environment) {
        return switch (environment.vpc()) {
            case VpcConfig.New _ ->
                    List.of(
                            Map.of(
                                    "tags",
                                    Map.of(
                                            SharedNames.KARPENTER_DISCOVERY,
                                            environment.cluster().name())));
            case VpcConfig.LookedUp _ -> throw new IllegalStateException("refused with Karpenter");
            case VpcConfig.Imported vpc ->
                    vpc.privateSubnetIds().stream()
                            .<Map<String, Object>>map(id -> Map.of("id", id))
                            .toList();
        };
    }

    private static String amiAlias(NodeGroupConfig group) {
        return (isBottlerocket(group) ? "bottlerocket" : "al2023") + "@latest";
    }

    private static boolean isBottlerocket(NodeGroupConfig group) {
        return group.machine().amiType().eksName().startsWith("BOTTLEROCKET");
    }

    private static Map<String, Object> nodePool(Environment environment, NodeGroupConfig group) {
        String idle =
                environment.workloads().autoscaler().flag("scale-down-unneeded-time").orElse("10m");
        return Map.of(
                "disruption",
                Map.of("consolidateAfter", idle, "consolidationPolicy", "WhenEmptyOrUnderutilized"),
                "limits",
                Map.of("cpu", String.valueOf(cpuLimit(group))),
                "template",
                Map.of("metadata", Map.of("labels", group.labels()), "spec", nodes(group)));
    }

    private static Map<String, Object> nodes(NodeGroupConfig group) {
        Map<String, Object> nodes =
                new TreeMap<>(
                        Map.of(
                                "nodeClassRef",
                                Map.of(
                                        "group",
                                        "karpenter.k8s.aws",
                                        "kind",
                                        "EC2NodeClass",
                                        "name",
                                        DnsName.of(group.name())),
                                "requirements",
                                List.of(
                                        oneOf(
                                                "karpenter.sh/capacity-type",
                                                List.of(capacityType(group))),
                                        oneOf(
                                                "node.kubernetes.io/instance-type",
                                                group.machine().instanceTypes())),
                                "taints",
                                taints(group, false)));
        List<Map<String, Object>> startup = taints(group, true);
        if (!startup.isEmpty()) {
            nodes.put("startupTaints", startup);
        }
        return nodes;
    }

    private static List<Map<String, Object>> taints(NodeGroupConfig group, boolean startup) {
        return group.taints().stream()
                .filter(taint -> taint.startup() == startup)
                .map(KarpenterPools::taint)
                .toList();
    }

    private static Map<String, Object> oneOf(String key, List<String> values) {
        return Map.of("key", key, "operator", "In", "values", values);
    }

    private static Map<String, Object> taint(TaintConfig taint) {
        return Map.of(
                "effect",
                taint.effect().kubernetesName(),
                "key",
                taint.key(),
                "value",
                taint.value());
    }

    private static String capacityType(NodeGroupConfig group) {
        return switch (group.machine().capacityType()) {
            case ON_DEMAND -> "on-demand";
            case SPOT -> "spot";
        };
    }

    /** A pool has no maximum of nodes, so as much CPU as the group's largest nodes have. */
    private static long cpuLimit(NodeGroupConfig group) {
        int largest =
                group.machine().instanceTypes().stream()
                        .flatMap(name -> InstanceTypes.find(name).stream())
                        .map(InstanceType::compute)
                        .mapToInt(InstanceType.Compute::vcpus)
                        .max()
                        .orElseThrow();
        return (long) group.size().max() * largest;
    }
}
