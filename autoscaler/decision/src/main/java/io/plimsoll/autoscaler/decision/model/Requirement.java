package io.plimsoll.autoscaler.decision.model;

import java.util.List;

/**
 * One {@code matchExpressions} (or node {@code matchFields}) entry.
 *
 * @param values none for {@code EXISTS} and {@code DOES_NOT_EXIST}, exactly one integer for {@code
 *     GREATER_THAN} and {@code LESS_THAN}
 */
public record Requirement(String key, Operator operator, List<String> values) {

    public enum Operator {
        IN,
        NOT_IN,
        EXISTS,
        DOES_NOT_EXIST,
        GREATER_THAN,
        LESS_THAN
    }

    public Requirement {
        values = List.copyOf(values);
    }
}
