package io.plimsoll.charts8s.nodeautoscaler;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.plimsoll.charts8s.object.AppIdentity;
import io.plimsoll.charts8s.object.CustomObject;
import io.plimsoll.charts8s.object.DnsName;
import io.plimsoll.environment.Environment;
import io.plimsoll.environment.NodeGroupConfig;
import io.plimsoll.environment.TaintConfig;
import io.plimsoll.environment.ec2.InstanceType;
import io.plimsoll.environment.ec2.InstanceTypes;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.stream.Stream;

/**
 * Karpenter's pools for the groups that workloads run on. Karpenter itself runs on the group that
 * stays managed; subnets and security groups are those tagged {@code karpenter.sh/discovery} with
 * the cluster's name, as its getting-started guide has it.
 */
final class KarpenterPools {

    private KarpenterPools() {}

    static List<HasMetadata> of(Environment environment) {
        SortedMap<String, String> managed = environment.workloads().autoscaler().nodeSelector();
        List<NodeGroupConfig> stays = environment.nodeGroupsFor(managed);
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
                        nodeClass(environment.cluster().name(), group)),
                CustomObject.of(
                        "karpenter.sh/v1",
                        "NodePool",
                        identity.clusterMetadata(name),
                        nodePool(environment, group)));
    }

    private static Map<String, Object> nodeClass(String cluster, NodeGroupConfig group) {
        List<Map<String, Object>> discovered =
                List.of(Map.of("tags", Map.of("karpenter.sh/discovery", cluster)));
        Map<String, Object> dataVolume =
                Map.of(
                        "deviceName",
                        isBottlerocket(group) ? "/dev/xvdb" : "/dev/xvda",
                        "ebs",
                        Map.of(
                                "encrypted",
                                true,
                                "volumeSize",
                                group.machine().disk().toString(),
                                "volumeType",
                                "gp3"));
        return Map.of(
                "amiSelectorTerms",
                List.of(Map.of("alias", amiAlias(group))),
                "blockDeviceMappings",
                List.of(dataVolume),
                "metadataOptions",
                Map.of("httpPutResponseHopLimit", 1, "httpTokens", "required"),
                "role",
                "KarpenterNodeRole-" + cluster,
                "securityGroupSelectorTerms",
                discovered,
                "subnetSelectorTerms",
                discovered);
    }

    private static String amiAlias(NodeGroupConfig group) {
        return (isBottlerocket(group) ? "bottlerocket" : "al2023") + "@latest";
    }

    private static boolean isBottlerocket(NodeGroupConfig group) {
        return group.machine().amiType().eksName().startsWith("BOTTLEROCKET");
    }

    private static Map<String, Object> nodePool(Environment environment, NodeGroupConfig group) {
        String idle =
                environment
                        .workloads()
                        .autoscaler()
                        .flags()
                        .getOrDefault("scale-down-unneeded-time", "10m");
        return Map.of(
                "disruption",
                Map.of("consolidateAfter", idle, "consolidationPolicy", "WhenEmptyOrUnderutilized"),
                "limits",
                Map.of("cpu", String.valueOf(cpuLimit(group))),
                "template",
                Map.of("metadata", Map.of("labels", group.labels()), "spec", nodes(group)));
    }

    private static Map<String, Object> nodes(NodeGroupConfig group) {
        return Map.of(
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
                        oneOf("karpenter.sh/capacity-type", List.of(capacityType(group))),
                        oneOf("node.kubernetes.io/instance-type", group.machine().instanceTypes())),
                "taints",
                group.taints().stream().map(KarpenterPools::taint).toList());
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
