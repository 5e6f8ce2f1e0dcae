package io.plimsoll.checks;

import io.plimsoll.autoscaler.decision.model.Resources;
import io.plimsoll.autoscaler.decision.scheduling.filter.Verdict;
import io.plimsoll.checks.capacity.PodSet;
import io.plimsoll.checks.capacity.Population;
import io.plimsoll.checks.capacity.Room;
import io.plimsoll.environment.ComputeResources;
import io.plimsoll.environment.Environment;
import io.plimsoll.environment.NodeGroupConfig;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** A pod that no node of any group can run. */
final class PodFitsNoGroup implements Check {

    @Override
    public String id() {
        return "pod-fits-no-group";
    }

    @Override
    public List<Finding> findings(Subject subject) {
        Environment environment = subject.environment();
        Map<String, Finding> findings = new LinkedHashMap<>();
        for (Population population : Population.underEachLoad(environment, subject.manifests())) {
            Room room = new Room(environment, population);
            for (PodSet set : population.sets()) {
                if (set.count() > 0 && !room.fitsSomewhere(set)) {
                    String rejections = rejections(environment, room, set);
                    findings.put(
                            set.label(),
                            set.equals(population.kong())
                                    ? kong(environment, rejections)
                                    : other(set, rejections));
                }
            }
        }
        return List.copyOf(findings.values());
    }

    private Finding kong(Environment environment, String rejections) {
        ComputeResources requests = environment.workloads().kong().container().requests();
        return new Finding(
                id(),
                Finding.Severity.ERROR,
                "A Kong pod (%s CPU, %s memory) fits on no node, so no replica ever runs: %s."
                        .formatted(requests.cpu(), requests.memory(), rejections),
                "Lower kong.requests, or give one of these groups bigger instanceTypes.");
    }

    private Finding other(PodSet set, String rejections) {
        Resources requests = set.alike().spec().requests();
        return new Finding(
                id(),
                Finding.Severity.ERROR,
                "A pod of %s (%dm CPU, %dMi memory) fits on no node: %s."
                        .formatted(
                                set.label(),
                                requests.milliCpu(),
                                requests.memoryBytes() >> 20,
                                rejections),
                "Change what the pod asks for, or add a node group with such labels, taints and room.");
    }

    /** By the groups that the pod is meant for; by all where it is meant for none. */
    private static String rejections(Environment environment, Room room, PodSet set) {
        List<String> meant = new ArrayList<>();
        List<String> all = new ArrayList<>();
        for (NodeGroupConfig group : environment.nodeGroups()) {
            if (room.onFreshNode(set, group)
                    instanceof Verdict.Rejected(Verdict.Plugin plugin, String reason)) {
                String rejection = rejection(group, room, reason);
                all.add(rejection);
                if (plugin == Verdict.Plugin.NODE_RESOURCES_FIT) {
                    meant.add(rejection);
                }
            }
        }
        return (meant.isEmpty() ? all : meant).stream().collect(Collectors.joining("; "));
    }

    private static String rejection(NodeGroupConfig group, Room room, String reason) {
        return "%s (%s, %s free): %s"
                .formatted(
                        group.name(),
                        String.join(", ", group.machine().instanceTypes()),
                        room.freeOnFreshNode(group),
                        reason);
    }
}
