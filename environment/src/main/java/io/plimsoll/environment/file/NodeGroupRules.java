package io.plimsoll.environment.file;

import io.plimsoll.environment.AmiType;
import io.plimsoll.environment.Environment;
import io.plimsoll.environment.NodeGroupConfig;
import io.plimsoll.environment.VpcConfig;
import io.plimsoll.environment.ec2.Accelerator;
import io.plimsoll.environment.ec2.Architecture;
import io.plimsoll.environment.ec2.InstanceType;
import io.plimsoll.environment.ec2.InstanceTypes;
import io.plimsoll.environment.input.Nearest;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What must hold between the values of {@code nodeGroups}. */
final class NodeGroupRules {

    private NodeGroupRules() {}

    static void check(Environment environment, Problems problems) {
        List<NodeGroupConfig> groups = environment.nodeGroups();
        Set<String> names = new HashSet<>();
        for (int i = 0; i < groups.size(); i++) {
            NodeGroupConfig group = groups.get(i);
            String path = Problems.item("nodeGroups", i);
            if (!names.add(group.name())) {
                problems.add(
                        path + ".name",
                        "must be another name for each group, '"
                                + group.name()
                                + "' is there twice");
            }
            size(group.size(), path, problems);
            instanceTypes(group.machine(), path, problems);
            StorageRules.check(group.machine().storage(), path, problems);
            LaunchRules.check(environment, group, path, problems);
            taints(group, path, problems);
            zones(group, environment.vpc(), path, problems);
            NodeGroupUpkeepRules.check(
                    group, environment.cluster().kubernetesVersion(), path, problems);
        }
    }

    private static void zones(
            NodeGroupConfig group, VpcConfig vpc, String path, Problems problems) {
        List<String> zones = group.machine().upkeep().zones();
        for (int i = 0; i < zones.size(); i++) {
            if (!vpc.availabilityZones().contains(zones.get(i))) {
                problems.add(
                        Problems.item(path + ".zones", i),
                        "must be a zone of the VPC, one of "
                                + String.join(", ", vpc.availabilityZones())
                                + ", is '"
                                + zones.get(i)
                                + "'");
            } else if (zones.indexOf(zones.get(i)) < i) {
                problems.add(
                        Problems.item(path + ".zones", i),
                        "must be there once, '" + zones.get(i) + "' is there twice");
            }
        }
    }

    private static void size(NodeGroupConfig.Size size, String path, Problems problems) {
        if (size.min() > size.max()) {
            problems.add(
                    path + ".max", "must be at least min (" + size.min() + "), is " + size.max());
            return;
        }
        if (size.desired() < size.min() || size.desired() > size.max()) {
            problems.add(
                    path + ".desired",
                    "must be from min ("
                            + size.min()
                            + ") to max ("
                            + size.max()
                            + "), is "
                            + size.desired());
        }
    }

    private static void instanceTypes(
            NodeGroupConfig.Machine machine, String path, Problems problems) {
        List<String> names = machine.instanceTypes();
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < names.size(); i++) {
            String field = Problems.item(path + ".instanceTypes", i);
            String name = names.get(i);
            Optional<InstanceType> type = InstanceTypes.find(name);
            if (type.isEmpty()) {
                problems.add(
                        field,
                        "must be an EC2 instance type that runs Linux, is '"
                                + name
                                + "'"
                                + Nearest.question(name, InstanceTypes.all().keySet()));
            } else if (!seen.add(name)) {
                problems.add(field, "must be there once, '" + name + "' is there twice");
            } else {
                image(machine.amiType(), type.get(), field, problems);
            }
        }
    }

    private static void image(AmiType amiType, InstanceType type, String field, Problems problems) {
        Architecture image = amiType.architecture();
        if (type.architecture() != image) {
            problems.add(
                    field,
                    "must be an "
                            + image.kubernetesName()
                            + " type, as amiType "
                            + amiType.eksName()
                            + " is; '"
                            + type.name()
                            + "' is "
                            + type.architecture().kubernetesName());
            return;
        }
        Accelerator has = Accelerator.of(type);
        if (amiType.accelerator() != has) {
            problems.add(
                    field,
                    "must be a type with %s, as amiType %s is for them; '%s' has %s"
                            .formatted(
                                    amiType.accelerator().words(),
                                    amiType.eksName(),
                                    type.name(),
                                    has.words()));
        }
    }

    /** The autoscaler's tags can say one value and effect for each key. */
    private static void taints(NodeGroupConfig group, String path, Problems problems) {
        Set<String> keys = new HashSet<>();
        for (int i = 0; i < group.taints().size(); i++) {
            String key = group.taints().get(i).key();
            if (!keys.add(key)) {
                problems.add(
                        Problems.item(path + ".taints", i) + ".key",
                        "must be another key for each taint of a group, '"
                                + key
                                + "' is there twice");
            }
        }
    }
}
