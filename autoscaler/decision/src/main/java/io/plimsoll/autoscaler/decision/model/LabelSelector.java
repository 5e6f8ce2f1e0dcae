package io.plimsoll.autoscaler.decision.model;

import java.util.List;
import java.util.Map;

/**
 * A label selector with {@code matchLabels} folded in as {@code IN} requirements. One without
 * requirements matches everything; a selector that matches nothing (Kubernetes: null) is an empty
 * Optional where it is used.
 */
public record LabelSelector(List<Requirement> requirements) {
    public LabelSelector {
        requirements = List.copyOf(requirements);
    }

    public boolean matches(Map<String, String> labels) {
        for (Requirement requirement : requirements) {
            if (!requirement.matches(labels)) {
                return false;
            }
        }
        return true;
    }
}
