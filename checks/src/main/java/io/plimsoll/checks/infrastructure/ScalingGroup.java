package io.plimsoll.checks.infrastructure;

import io.plimsoll.environment.TaintConfig;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The Auto Scaling group of an EKS node group.
 *
 * @param nodes what its nodes carry; empty where that is not known
 */
public record ScalingGroup(
        String nodeGroup, SortedMap<String, String> tags, Optional<NodeMarks> nodes) {

    public ScalingGroup {
        tags = copy(tags);
    }

    /** Labels and taints that EKS puts on a node group's nodes. */
    public record NodeMarks(SortedMap<String, String> labels, List<TaintConfig> taints) {
        public NodeMarks {
            labels = copy(labels);
            taints = List.copyOf(taints);
        }
    }

    private static SortedMap<String, String> copy(Map<String, String> map) {
        return Collections.unmodifiableSortedMap(new TreeMap<>(map));
    }
}
