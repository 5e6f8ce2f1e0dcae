package io.plimsoll.checks.capacity;

import io.plimsoll.autoscaler.decision.model.Metadata;
import io.plimsoll.autoscaler.decision.model.Node;
import io.plimsoll.autoscaler.decision.model.Resources;
import io.plimsoll.autoscaler.decision.model.Taint;
import io.plimsoll.environment.Amounts;
import io.plimsoll.environment.Environment;
import io.plimsoll.environment.NodeGroupConfig;
import io.plimsoll.environment.TaintConfig;
import io.plimsoll.environment.ec2.EksAllocatable;
import io.plimsoll.environment.ec2.InstanceType;
import io.plimsoll.environment.ec2.InstanceTypes;
import io.plimsoll.environment.ec2.NodeLabels;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;

/** Nodes that do not exist yet, as their group will make them. */
final class PlannedNodes {

    private PlannedNodes() {}

    /**
     * The group's node of that number. Where the group has several instance types, it has the least
     * that any of them offers: EC2 chooses.
     */
    static Node node(Environment environment, NodeGroupConfig group, int number) {
        String name = "%s-%04d".formatted(group.name(), number);
        List<String> zones = zones(environment, group);
        String zone = zones.get(number % zones.size());
        Resources allocatable = allocatable(environment, group);
        return new Node(
                name,
                new Metadata(
                        name,
                        labels(group, zone, name),
                        new TreeMap<>(),
                        Instant.EPOCH,
                        Optional.empty()),
                new Node.Spec("", false, taints(group)),
                new Node.Status(
                        allocatable,
                        allocatable,
                        List.of(new Node.Condition("Ready", "True", "", Instant.EPOCH))));
    }

    /** In which the group's nodes are, one after the other. */
    static List<String> zones(Environment environment, NodeGroupConfig group) {
        List<String> own = group.machine().upkeep().zones();
        return own.isEmpty() ? environment.vpc().availabilityZones() : own;
    }

    /** Those that stay. */
    private static List<Taint> taints(NodeGroupConfig group) {
        return group.taints().stream()
                .filter(taint -> !taint.startup())
                .map(PlannedNodes::taint)
                .toList();
    }

    private static Resources allocatable(Environment environment, NodeGroupConfig group) {
        NodeGroupConfig.Machine machine = group.machine();
        long disk = Amounts.whole(machine.disk());
        OptionalInt pods = environment.maxPods(group);
        return machine.instanceTypes().stream()
                .flatMap(name -> InstanceTypes.find(name).stream())
                .map(type -> resources(type, disk, pods))
                .reduce(Resources::least)
                .orElse(Resources.NONE);
    }

    private static Resources resources(InstanceType type, long disk, OptionalInt pods) {
        EksAllocatable allocatable = EksAllocatable.of(type, disk);
        return new Resources(
                allocatable.milliCpu(),
                allocatable.memoryBytes(),
                allocatable.ephemeralStorageBytes(),
                pods.orElse(allocatable.pods()),
                type.devices());
    }

    private static SortedMap<String, String> labels(
            NodeGroupConfig group, String zone, String name) {
        SortedMap<String, String> labels = new TreeMap<>();
        labels.putAll(group.labels());
        group.machine().instanceTypes().stream()
                .flatMap(type -> InstanceTypes.find(type).stream())
                .limit(1)
                .forEach(type -> labels.putAll(NodeLabels.ofType(type)));
        labels.putAll(NodeLabels.ofSystem("linux"));
        labels.putAll(NodeLabels.ofZone(zone).orElseGet(TreeMap::new));
        labels.putAll(
                NodeLabels.ofNodeGroup(group.eksName(), group.machine().capacityType().name()));
        labels.put("kubernetes.io/hostname", name);
        return labels;
    }

    private static Taint taint(TaintConfig taint) {
        return new Taint(
                taint.key(),
                taint.value(),
                Taint.Effect.named(taint.effect().kubernetesName()).orElseThrow());
    }
}
