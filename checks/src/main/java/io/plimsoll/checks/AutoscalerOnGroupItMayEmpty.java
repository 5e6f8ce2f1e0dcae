package io.plimsoll.checks;

import io.plimsoll.environment.NodeGroupConfig;
import java.util.List;
import java.util.stream.Collectors;

/** An autoscaler without a node that is always there. */
final class AutoscalerOnGroupItMayEmpty implements Check {

    @Override
    public String id() {
        return "autoscaler-on-group-it-may-empty";
    }

    @Override
    public List<Finding> findings(Subject subject) {
        List<NodeGroupConfig> groups =
                subject.environment()
                        .nodeGroupsFor(
                                subject.environment().workloads().autoscaler().nodeSelector());
        if (groups.stream().anyMatch(group -> group.size().min() > 0)) {
            return List.of();
        }
        String names = groups.stream().map(NodeGroupConfig::name).collect(Collectors.joining(", "));
        return List.of(
                new Finding(
                        id(),
                        Finding.Severity.ERROR,
                        "The autoscaler runs on node groups with min 0 (%s): once they are empty, nothing can scale up again."
                                .formatted(names),
                        "Set min of one of these groups to 1 or more, or point autoscaler.nodeSelector at a group that keeps a node."));
    }
}
