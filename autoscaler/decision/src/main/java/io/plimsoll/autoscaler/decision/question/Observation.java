package io.plimsoll.autoscaler.decision.question;

import io.plimsoll.autoscaler.decision.model.Cluster;
import io.plimsoll.autoscaler.decision.model.NodeGroup;
import java.util.Comparator;
import java.util.List;

/** All that a decision looks at: both worlds, at one moment. */
public record Observation(Cluster cluster, List<NodeGroup> nodeGroups) {
    public Observation {
        nodeGroups = nodeGroups.stream().sorted(Comparator.comparing(NodeGroup::name)).toList();
    }
}
