package io.plimsoll.checks;

import io.plimsoll.environment.Environment;
import io.plimsoll.environment.NodeGroupConfig;
import io.plimsoll.environment.TaintConfig;
import java.util.List;
import java.util.SortedMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A group whose taints keep out every pod of the environment. */
final class TaintWithoutToleration implements Check {

    @Override
    public String id() {
        return "taint-without-toleration";
    }

    @Override
    public List<Finding> findings(Subject subject) {
        Environment environment = subject.environment();
        List<NodeGroupConfig> reached =
                selectors(environment)
                        .flatMap(selector -> environment.nodeGroupsFor(selector).stream())
                        .toList();
        return environment.nodeGroups().stream()
                .filter(group -> !reached.contains(group) && hasHardTaint(group))
                .map(this::finding)
                .toList();
    }

    private static Stream<SortedMap<String, String>> selectors(Environment environment) {
        Environment.WorkloadsConfig workloads = environment.workloads();
        return Stream.of(
                workloads.kong().nodeSelector(),
                workloads.load().nodeSelector(),
                workloads.autoscaler().nodeSelector());
    }

    private static boolean hasHardTaint(NodeGroupConfig group) {
        return group.taints().stream()
                .anyMatch(taint -> taint.effect() != TaintConfig.Effect.PREFER_NO_SCHEDULE);
    }

    private Finding finding(NodeGroupConfig group) {
        String taints =
                group.taints().stream()
                        .map(taint -> taint.key() + "=" + taint.value())
                        .collect(Collectors.joining(", "));
        return new Finding(
                id(),
                Finding.Severity.WARNING,
                "No pod of this environment tolerates the taints of node group %s (%s): it keeps its %d nodes and never gets more."
                        .formatted(group.name(), taints, group.size().min()),
                "Name the group's labels in a nodeSelector, or leave the taints to workloads of your own and suppress this.");
    }
}
