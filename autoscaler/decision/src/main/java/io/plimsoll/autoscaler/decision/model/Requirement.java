package io.plimsoll.autoscaler.decision.model;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One {@code matchExpressions} (or node {@code matchFields}) entry.
 *
 * @param values none for {@code EXISTS} and {@code DOES_NOT_EXIST}, exactly one integer for {@code
 *     GREATER_THAN} and {@code LESS_THAN}
 */
public record Requirement(String key, Operator operator, List<String> values) {

    public enum Operator {
        IN("In"),
        NOT_IN("NotIn"),
        EXISTS("Exists"),
        DOES_NOT_EXIST("DoesNotExist"),
        /** Of nodes alone. */
        GREATER_THAN("Gt"),
        /** Of nodes alone. */
        LESS_THAN("Lt");

        private final String kubernetesName;

        Operator(String kubernetesName) {
            this.kubernetesName = kubernetesName;
        }

        /** Empty for a name that Kubernetes has not. */
        public static Optional<Operator> named(String kubernetesName) {
            return Arrays.stream(values())
                    .filter(operator -> operator.kubernetesName.equals(kubernetesName))
                    .findFirst();
        }

        /** Whether selectors of labels know it; those of nodes know all. */
        public boolean isOfLabels() {
            return this != GREATER_THAN && this != LESS_THAN;
        }
    }

    public Requirement {
        values = List.copyOf(values);
    }

    /**
     * As {@code labels.Requirement.Matches} in k8s.io/apimachinery decides: an absent label matches
     * {@code NOT_IN}, and one that is no integer matches neither comparison.
     */
    public boolean matches(Map<String, String> labels) {
        String value = labels.get(key);
        return switch (operator) {
            case IN -> value != null && values.contains(value);
            case NOT_IN -> value == null || !values.contains(value);
            case EXISTS -> value != null;
            case DOES_NOT_EXIST -> value == null;
            case GREATER_THAN -> value != null && compare(value) > 0;
            case LESS_THAN -> value != null && compare(value) < 0;
        };
    }

    /** As {@code kubectl get -l} takes it, such as {@code zone in (a,b)}. */
    @Override
    public String toString() {
        String all = String.join(",", values);
        return switch (operator) {
            case IN -> values.size() == 1 ? key + "=" + all : "%s in (%s)".formatted(key, all);
            case NOT_IN -> "%s notin (%s)".formatted(key, all);
            case EXISTS -> key;
            case DOES_NOT_EXIST -> "!" + key;
            case GREATER_THAN -> "%s>%s".formatted(key, all);
            case LESS_THAN -> "%s<%s".formatted(key, all);
        };
    }

    /** 0, which matches nothing, where either side is no integer. */
    private int compare(String value) {
        try {
            return Long.compare(Long.parseLong(value), Long.parseLong(values.getFirst()));
        } catch (NumberFormatException _) {
            return 0;
        }
    }
}
