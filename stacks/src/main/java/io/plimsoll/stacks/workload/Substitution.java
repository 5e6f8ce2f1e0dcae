package io.plimsoll.stacks.workload;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Puts what only the stack knows into the manifests' texts.
 *
 * @param values by the text that stands in for them
 */
record Substitution(Map<String, String> values) {

    Substitution {
        values = Map.copyOf(values);
    }

    /** The same objects with the values in. */
    List<Map<String, Object>> in(List<Map<String, Object>> objects) {
        return objects.stream().map(this::mapping).toList();
    }

    private Map<String, Object> mapping(Map<?, ?> mapping) {
        Map<String, Object> substituted = new LinkedHashMap<>();
        mapping.forEach((key, value) -> substituted.put(String.valueOf(key), value(value)));
        return substituted;
    }

    private Object value(Object value) {
        return switch (value) {
            case Map<?, ?> mapping -> mapping(mapping);
            case List<?> list -> list.stream().map(this::value).toList();
            case String text -> text(text);
            default -> value;
        };
    }

    private String text(String text) {
        String substituted = text;
        for (Map.Entry<String, String> each : values.entrySet()) {
            substituted = substituted.replace(each.getKey(), each.getValue());
        }
        return substituted;
    }
}
