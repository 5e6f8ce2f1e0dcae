package io.plimsoll.checks.change;

import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A CloudFormation template, as far as changes depend on it. Values are JSON: maps, lists, text,
 * numbers and booleans.
 *
 * @param stack name of its stack
 * @param resources by logical id
 * @param exports values by the export's name
 * @param imports names of the exports of other stacks that it uses
 */
public record Template(
        String stack,
        SortedMap<String, Resource> resources,
        SortedMap<String, Object> exports,
        SortedSet<String> imports) {

    public Template {
        resources = Collections.unmodifiableSortedMap(new TreeMap<>(resources));
        exports = Collections.unmodifiableSortedMap(new TreeMap<>(exports));
        imports = Collections.unmodifiableSortedSet(new TreeSet<>(imports));
    }

    /** A resource, with its properties as they are written. */
    public record Resource(String type, Map<String, Object> properties) {

        /**
         * @param path property names joined by '/'
         */
        Optional<Object> value(String path) {
            Object value = properties;
            for (String name : path.split("/", -1)) {
                value = value instanceof Map<?, ?> block ? block.get(name) : null;
            }
            return Optional.ofNullable(value);
        }

        String text(String path) {
            return value(path).map(Object::toString).orElse("");
        }
    }

    /**
     * @param json a template as CloudFormation takes it
     */
    public static Template of(String stack, Map<String, Object> json) {
        SortedMap<String, Resource> resources = new TreeMap<>();
        block(json.get("Resources"))
                .forEach((id, resource) ->
                        resources.put(
                                id,
                                new Resource(
                                        String.valueOf(block(resource).get("Type")),
                                        block(block(resource).get("Properties")))));
        SortedMap<String, Object> exports = new TreeMap<>();
        block(json.get("Outputs"))
                .forEach((_, output) -> {
                    Object name = block(block(output).get("Export")).get("Name");
                    Object value = block(output).get("Value");
                    if (name != null && value != null) {
                        exports.put(name.toString(), value);
                    }
                });
        SortedSet<String> imports = new TreeSet<>();
        collect(json, "Fn::ImportValue", imports);
        return new Template(stack, resources, exports, imports);
    }

    /** Logical ids that {@code Ref} or {@code Fn::GetAtt} somewhere inside a value lead to. */
    static Set<String> referred(Object value) {
        SortedSet<String> ids = new TreeSet<>();
        collect(value, "Ref", ids);
        collect(value, "Fn::GetAtt", ids);
        return ids;
    }

    private static void collect(Object value, String function, Set<String> found) {
        switch (value) {
            case Map<?, ?> block ->
                    block.forEach((key, inner) -> {
                        if (key.equals(function)) {
                            Object first = inner instanceof Iterable<?> all ? first(all) : inner;
                            found.add(String.valueOf(first));
                        }
                        if (inner != null) {
                            collect(inner, function, found);
                        }
                    });
            case Iterable<?> list -> list.forEach(inner -> collect(inner, function, found));
            default -> {}
        }
    }

    private static Object first(Iterable<?> all) {
        return all.iterator().hasNext() ? all.iterator().next() : "";
    }

    @SuppressWarnings("unchecked") // keys of JSON objects are text
    private static Map<String, Object> block(@Nullable Object value) {
        return value instanceof Map<?, ?> block ? (Map<String, Object>) block : Map.of();
    }
}
