package io.plimsoll.checks;

import io.plimsoll.environment.NodeGroupConfig;
import io.plimsoll.environment.ec2.InstanceType;
import io.plimsoll.environment.ec2.InstanceTypes;
import java.util.List;

/** Instance types of different size in one group: nobody knows how big its next node is. */
final class UnevenInstanceTypes implements Check {

    @Override
    public String id() {
        return "uneven-instance-types";
    }

    @Override
    public List<Finding> findings(Subject subject) {
        return subject.environment().managedNodeGroups().stream()
                .filter(group -> sizes(group).size() > 1)
                .map(this::finding)
                .toList();
    }

    private static List<String> sizes(NodeGroupConfig group) {
        return group.machine().instanceTypes().stream()
                .flatMap(name -> InstanceTypes.find(name).stream())
                .map(InstanceType::compute)
                .map(compute ->
                        "%d vCPU and %d MiB".formatted(compute.vcpus(), compute.memoryMib()))
                .distinct()
                .toList();
    }

    private Finding finding(NodeGroupConfig group) {
        return new Finding(
                id(),
                Finding.Severity.WARNING,
                "Node group %s mixes sizes (%s): an autoscaler cannot know which one the next node has."
                        .formatted(group.name(), String.join(", ", sizes(group))),
                "Keep to instanceTypes of the same vCPU and memory, or make one group for each size.");
    }
}
