package io.plimsoll.autoscaler.decision.scaleup.expander;

import io.plimsoll.autoscaler.decision.model.NodeGroup;
import io.plimsoll.autoscaler.decision.model.Pod;
import io.plimsoll.autoscaler.decision.template.GroupTemplate;
import java.util.List;

/**
 * One way to help.
 *
 * @param similar groups that may share the new nodes
 * @param nodes how many new nodes
 * @param pods which they help
 */
public record ExpansionOption(
        GroupTemplate template, List<NodeGroup> similar, int nodes, List<Pod> pods) {
    public ExpansionOption {
        similar = List.copyOf(similar);
        pods = List.copyOf(pods);
    }

    public String groupName() {
        return template.group().name();
    }
}
