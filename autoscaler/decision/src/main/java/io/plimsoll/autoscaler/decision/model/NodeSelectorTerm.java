package io.plimsoll.autoscaler.decision.model;

import java.util.List;

/**
 * One term of a required node affinity or of a persistent volume's node affinity: all requirements
 * hold. A term without any requirement matches no node.
 *
 * @param fields {@code matchFields}; Kubernetes knows the one field {@code metadata.name}
 */
public record NodeSelectorTerm(List<Requirement> labels, List<Requirement> fields) {
    public NodeSelectorTerm {
        labels = List.copyOf(labels);
        fields = List.copyOf(fields);
    }
}
