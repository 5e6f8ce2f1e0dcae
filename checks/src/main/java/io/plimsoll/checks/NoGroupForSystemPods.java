package io.plimsoll.checks;

import io.plimsoll.environment.NodeGroupConfig;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Taints on every group: CoreDNS and the other add-ons tolerate none of them. */
final class NoGroupForSystemPods implements Check {

    @Override
    public String id() {
        return "no-group-for-system-pods";
    }

    @Override
    public List<Finding> findings(Subject subject) {
        if (subject.environment().taintsToTolerate(Map.of()).isEmpty()) {
            return List.of();
        }
        String groups =
                subject.environment().nodeGroups().stream()
                        .map(NodeGroupConfig::name)
                        .collect(Collectors.joining(", "));
        return List.of(
                new Finding(
                        id(),
                        Finding.Severity.ERROR,
                        "Every node group (%s) has taints, so CoreDNS and metrics-server stay Pending."
                                .formatted(groups),
                        "Take the taints off one group, or add a group without."));
    }
}
