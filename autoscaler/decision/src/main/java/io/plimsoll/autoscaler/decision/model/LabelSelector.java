package io.plimsoll.autoscaler.decision.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * A label selector with {@code matchLabels} folded in as {@code IN} requirements. One without
 * requirements matches everything; a selector that matches nothing (Kubernetes: null) is an empty
 * Optional where it is used.
 */
public record LabelSelector(List<Requirement> requirements) {
    public LabelSelector {
        requirements = List.copyOf(requirements);
    }

    /**
     * @param labels {@code matchLabels}
     * @param expressions {@code matchExpressions}
     */
    public static LabelSelector of(Map<String, String> labels, List<Requirement> expressions) {
        List<Requirement> all = new ArrayList<>();
        new TreeMap<>(labels)
                .forEach((key, value) ->
                        all.add(new Requirement(key, Requirement.Operator.IN, List.of(value))));
        all.addAll(expressions);
        return new LabelSelector(all);
    }

    public boolean matches(Map<String, String> labels) {
        for (Requirement requirement : requirements) {
            if (!requirement.matches(labels)) {
                return false;
            }
        }
        return true;
    }

    /** As {@code kubectl get -l} takes it. */
    @Override
    public String toString() {
        return requirements.stream().map(Requirement::toString).collect(Collectors.joining(","));
    }
}
