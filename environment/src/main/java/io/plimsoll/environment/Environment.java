package io.plimsoll.environment;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.plimsoll.environment.ec2.InstanceTypes;
import io.plimsoll.environment.ec2.MaxPods;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/** Everything an environment file says, valid and with defaults filled in. */
public record Environment(
        @JsonProperty(required = true) @JsonPropertyDescription("The EKS cluster.")
                ClusterConfig cluster,
        @JsonPropertyDescription("The network: a new one, or with import one that is there.")
                VpcConfig vpc,
        @JsonProperty(defaultValue = DEFAULT_NODE_GROUPS)
                @JsonPropertyDescription("EKS managed node groups.")
                @Size(min = 1, max = 150)
                List<NodeGroupConfig> nodeGroups,
        @JsonUnwrapped WorkloadsConfig workloads,
        @JsonPropertyDescription(
                        "What the simulation must assume. A measured value of your own cluster makes the demo's times yours.")
                SimulationConfig simulation,
        @JsonPropertyDescription("Which findings of plimsoll check are accepted.")
                ChecksConfig checks) {

    /** The scenario's groups: one for the cluster's own pods, one for Kong, one for the load. */
    static final String DEFAULT_NODE_GROUPS =
            """
            - {name: system, min: 2, max: 3, labels: {plimsoll.io/workload: system}}
            - name: kong
              min: 1
              max: 6
              labels: {plimsoll.io/workload: kong}
              taints: [{key: plimsoll.io/workload, value: kong}]
            - name: load
              min: 1
              max: 2
              labels: {plimsoll.io/workload: load}
              taints: [{key: plimsoll.io/workload, value: load}]
            """;

    public Environment {
        nodeGroups = List.copyOf(nodeGroups);
    }

    /** The same environment with another cluster. */
    public Environment withCluster(ClusterConfig other) {
        return new Environment(other, vpc, nodeGroups, workloads, simulation, checks);
    }

    /** The same environment with other workloads. */
    public Environment withWorkloads(WorkloadsConfig other) {
        return new Environment(cluster, vpc, nodeGroups, other, simulation, checks);
    }

    /**
     * The node groups that pods with this selector go to: those that carry all its labels. Without
     * labels, those that keep nobody out by a taint; where every group has such taints, all of
     * them.
     */
    public List<NodeGroupConfig> nodeGroupsFor(Map<String, String> nodeSelector) {
        List<NodeGroupConfig> carrying =
                nodeGroups.stream()
                        .filter(group ->
                                group.labels().entrySet().containsAll(nodeSelector.entrySet()))
                        .toList();
        if (!nodeSelector.isEmpty()) {
            return carrying;
        }
        List<NodeGroupConfig> open =
                carrying.stream().filter(group -> hardTaints(group).isEmpty()).toList();
        return open.isEmpty() ? carrying : open;
    }

    /**
     * The groups that EKS manages: all of them, but with Karpenter only those that it runs on
     * itself, since its pools stand in for the others.
     */
    public List<NodeGroupConfig> managedNodeGroups() {
        AutoscalerConfig autoscaler = workloads.autoscaler();
        return autoscaler.program().kind() == AutoscalerConfig.Kind.KARPENTER
                ? nodeGroupsFor(autoscaler.nodeSelector())
                : nodeGroups;
    }

    /**
     * What pods with this selector have to tolerate: the taints that would keep them out of {@link
     * #nodeGroupsFor their groups}, each once, in the groups' order.
     */
    public List<TaintConfig> taintsToTolerate(Map<String, String> nodeSelector) {
        return nodeGroupsFor(nodeSelector).stream()
                .flatMap(group -> hardTaints(group).stream())
                .distinct()
                .toList();
    }

    /**
     * Pods that kubelet takes on the group's nodes, where the environment's network settings make
     * it another number than the instance type's own: the least of the group's types.
     */
    public OptionalInt maxPods(NodeGroupConfig group) {
        boolean ofTheirOwn =
                switch (vpc) {
                    case VpcConfig.New made -> made.podCidr().isPresent();
                    case VpcConfig.Imported _, VpcConfig.LookedUp _ -> false;
                };
        MaxPods rule = new MaxPods(cluster.options().podNetwork().prefixDelegation(), ofTheirOwn);
        return rule.isPlain()
                ? OptionalInt.empty()
                : group.machine().instanceTypes().stream()
                        .flatMap(name -> InstanceTypes.find(name).stream())
                        .mapToInt(rule::of)
                        .min();
    }

    /** An image's name in the registry that holds copies, or its own where there is none. */
    public String copied(String image) {
        return cluster.options()
                .governance()
                .lifetime()
                .imageRegistry()
                .map(ImageName.of(image)::in)
                .orElse(image);
    }

    /** Keys of the taints that something on the nodes takes away, each once, in order. */
    public List<String> startupTaints() {
        return nodeGroups.stream()
                .flatMap(group -> group.taints().stream())
                .filter(TaintConfig::startup)
                .map(TaintConfig::key)
                .distinct()
                .sorted()
                .toList();
    }

    private static List<TaintConfig> hardTaints(NodeGroupConfig group) {
        return group.taints().stream()
                .filter(taint -> !taint.startup())
                .filter(taint -> taint.effect() != TaintConfig.Effect.PREFER_NO_SCHEDULE)
                .toList();
    }

    /**
     * What runs on the cluster: the file's {@code kong}, {@code hpa}, {@code load}, {@code
     * autoscaler} and what stands around them.
     */
    public record WorkloadsConfig(
            @JsonPropertyDescription("The Kong data plane.") KongConfig kong,
            @JsonPropertyDescription("Kong's HorizontalPodAutoscaler.") HpaConfig hpa,
            @JsonPropertyDescription("The load generator.") LoadConfig load,
            @JsonPropertyDescription("The node autoscaler.") AutoscalerConfig autoscaler,
            @JsonUnwrapped AddOnsConfig addOns) {}
}
