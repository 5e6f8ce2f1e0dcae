package io.plimsoll.autoscaler.app.flight;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Applies what {@link FlightDelta} found. */
final class FlightPatch {

    private FlightPatch() {}

    /**
     * @param before is changed, too
     * @return {@code before}, or what stands in its place
     * @throws IllegalArgumentException when the delta is not one of that value
     */
    static JsonNode apply(JsonNode before, JsonNode delta) {
        JsonNode value = delta.get(FlightDelta.SET);
        if (value != null) {
            return value;
        }
        if (delta.has(FlightDelta.IN) && before instanceof ObjectNode object) {
            change(object, delta);
            return object;
        }
        if (delta.has(FlightDelta.ADD) && before instanceof ArrayNode array) {
            return changed(array, delta);
        }
        throw new IllegalArgumentException("a change that does not fit what it changes");
    }

    private static void change(ObjectNode object, JsonNode delta) {
        for (Map.Entry<String, JsonNode> each : delta.path(FlightDelta.IN).properties()) {
            JsonNode old = object.path(each.getKey());
            object.set(each.getKey(), apply(old, each.getValue()));
        }
        delta.path(FlightDelta.DROP).forEach(name -> object.remove(name.asString()));
    }

    private static ArrayNode changed(ArrayNode before, JsonNode delta) {
        Set<Integer> dropped = new HashSet<>();
        delta.path(FlightDelta.DROP).forEach(index -> dropped.add(index.asInt()));
        List<JsonNode> kept = new ArrayList<>();
        for (int index = 0; index < before.size(); index++) {
            JsonNode change = delta.path(FlightDelta.AT).get(Integer.toString(index));
            if (!dropped.contains(index)) {
                kept.add(change == null ? before.get(index) : apply(before.get(index), change));
            }
        }
        ArrayNode after = JsonNodeFactory.instance.arrayNode();
        JsonNode added = delta.path(FlightDelta.ADD);
        int size = kept.size() + added.size();
        for (int index = 0, next = 0; index < size; index++) {
            JsonNode newcomer = added.get(Integer.toString(index));
            if (newcomer == null && next == kept.size()) {
                throw new IllegalArgumentException("a list that has gaps");
            }
            after.add(newcomer == null ? kept.get(next++) : newcomer);
        }
        return after;
    }
}
