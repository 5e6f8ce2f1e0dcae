package io.plimsoll.autoscaler.app.flight;

import io.plimsoll.autoscaler.decision.model.ObjectKey;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * What changed between two values of one type, as JSON that {@link FlightPatch} applies to the JSON
 * of the first. Values are compared as objects, so that what is the same costs nothing: only what
 * changed becomes JSON.
 *
 * <p>{@code {"set": value}} is another value. {@code {"in": {name: delta}, "drop": [name]}} changes
 * fields of a record or entries of a map. {@code {"drop": [index], "at": {index: delta}, "add":
 * {index: element}}} changes a list: what goes and what changes is counted in the old one, what
 * comes in the new one.
 */
final class FlightDelta {

    static final String SET = "set";
    static final String IN = "in";
    static final String DROP = "drop";
    static final String AT = "at";
    static final String ADD = "add";

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    /** Asked once a class: the JDK makes them anew each time. */
    private static final ClassValue<List<Method>> ACCESSORS =
            new ClassValue<>() {
                @Override
                protected List<Method> computeValue(Class<?> type) {
                    List<Method> accessors =
                            Stream.of(type.getRecordComponents())
                                    .map(RecordComponent::getAccessor)
                                    .toList();
                    accessors.forEach(accessor -> accessor.setAccessible(true));
                    return accessors;
                }
            };

    private FlightDelta() {}

    /** Empty where nothing changed. What is the same object is not looked into. */
    @SuppressWarnings("ReferenceEquality")
    static Optional<ObjectNode> between(Object before, Object after) {
        if (before == after) {
            return Optional.empty();
        }
        if (isOneRecord(before, after)) {
            return ofRecord((Record) before, (Record) after);
        }
        if (before.equals(after)) {
            return Optional.empty();
        }
        if (before instanceof Optional<?> one && after instanceof Optional<?> other) {
            return one.isPresent() && other.isPresent()
                    ? between(one.get(), other.get())
                    : Optional.of(set(after));
        }
        if (before instanceof Map<?, ?> one && after instanceof Map<?, ?> other) {
            return Optional.of(ofMap(one, other));
        }
        if (before instanceof List<?> one && after instanceof List<?> other) {
            return Optional.of(ofList(one, other).orElseGet(() -> set(after)));
        }
        return Optional.of(set(after));
    }

    private static boolean isOneRecord(Object before, Object after) {
        return before instanceof Record
                && before.getClass() == after.getClass()
                && !(before instanceof ObjectKey);
    }

    /** Containers by hand: the mapper does not name the types of what they hold. */
    static JsonNode json(Object value) {
        return switch (value) {
            case Optional<?> optional -> optional.map(FlightDelta::json).orElseGet(JSON::nullNode);
            case List<?> list -> {
                ArrayNode array = JSON.arrayNode();
                list.forEach(element -> array.add(json(element)));
                yield array;
            }
            case Map<?, ?> map -> {
                ObjectNode object = JSON.objectNode();
                map.forEach((key, element) -> object.set(key.toString(), json(element)));
                yield object;
            }
            default -> FlightJson.MAPPER.valueToTree(value);
        };
    }

    private static ObjectNode set(Object value) {
        return JSON.objectNode().set(SET, json(value));
    }

    private static Optional<ObjectNode> ofRecord(Record before, Record after) {
        ObjectNode changed = JSON.objectNode();
        for (Method component : ACCESSORS.get(before.getClass())) {
            between(value(component, before), value(component, after))
                    .ifPresent(delta -> changed.set(component.getName(), delta));
        }
        return changed.isEmpty()
                ? Optional.empty()
                : Optional.of(JSON.objectNode().set(IN, changed));
    }

    private static ObjectNode ofMap(Map<?, ?> before, Map<?, ?> after) {
        ObjectNode changed = JSON.objectNode();
        after.forEach((key, value) -> {
            Object old = before.get(key);
            Optional<ObjectNode> delta =
                    old == null ? Optional.of(set(value)) : between(old, value);
            delta.ifPresent(some -> changed.set(key.toString(), some));
        });
        ArrayNode dropped = JSON.arrayNode();
        before.keySet().stream()
                .filter(key -> !after.containsKey(key))
                .forEach(key -> dropped.add(key.toString()));
        ObjectNode delta = JSON.objectNode().set(IN, changed);
        return dropped.isEmpty() ? delta : delta.set(DROP, dropped);
    }

    /** Empty where elements have no identity, or not the same order. */
    private static Optional<ObjectNode> ofList(List<?> before, List<?> after) {
        Map<Object, Integer> olds = places(before);
        Map<Object, Integer> news = places(after);
        if (olds.size() < before.size() || news.size() < after.size()) {
            return Optional.empty();
        }
        ArrayNode dropped = JSON.arrayNode();
        ObjectNode changed = JSON.objectNode();
        int last = -1;
        for (int index = 0; index < before.size(); index++) {
            Integer place = news.get(identity(before.get(index)));
            if (place == null) {
                dropped.add(index);
                continue;
            }
            if (place < last) {
                return Optional.empty();
            }
            last = place;
            Optional<ObjectNode> delta = between(before.get(index), after.get(place));
            if (delta.isPresent()) {
                changed.set(Integer.toString(index), delta.get());
            }
        }
        ObjectNode added = JSON.objectNode();
        for (int index = 0; index < after.size(); index++) {
            if (!olds.containsKey(identity(after.get(index)))) {
                added.set(Integer.toString(index), json(after.get(index)));
            }
        }
        ObjectNode delta = JSON.objectNode();
        return Optional.of(delta.set(DROP, dropped).set(AT, changed).set(ADD, added));
    }

    /** Fewer than elements where some are alike, or have no identity. */
    private static Map<Object, Integer> places(List<?> list) {
        Map<Object, Integer> places = HashMap.newHashMap(list.size());
        for (int index = 0; index < list.size(); index++) {
            Object identity = identity(list.get(index));
            if (!identity.equals(List.of())) {
                places.put(identity, index);
            }
        }
        return places;
    }

    /**
     * What a record is called: its components up to the first key of an object, or the first where
     * there is none. Empty for what is no record.
     */
    private static List<Object> identity(Object element) {
        if (!(element instanceof Record named)) {
            return List.of();
        }
        List<Object> names = new ArrayList<>();
        for (Method component : ACCESSORS.get(named.getClass())) {
            names.add(value(component, named));
            if (component.getReturnType() == ObjectKey.class) {
                return names;
            }
        }
        return names.isEmpty() ? names : names.subList(0, 1);
    }

    private static Object value(Method component, Record holder) {
        try {
            return Objects.requireNonNull(component.invoke(holder));
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("a record's own component", e);
        }
    }
}
