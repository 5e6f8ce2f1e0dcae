package io.plimsoll.autoscaler.app.flight;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
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
        JsonNode[] kept = new JsonNode[before.size()];
        for (int index = 0; index < kept.length; index++) {
            kept[index] = before.get(index);
        }
        byIndex(delta.path(FlightDelta.AT), kept.length)
                .forEach((index, change) -> kept[index] = apply(kept[index], change));
        boolean[] dropped = new boolean[kept.length];
        int size = kept.length;
        for (JsonNode index : delta.path(FlightDelta.DROP)) {
            if (index.asInt() < 0 || index.asInt() >= kept.length || dropped[index.asInt()]) {
                throw new IllegalArgumentException("drops what is not there");
            }
            dropped[index.asInt()] = true;
            size--;
        }
        SortedMap<Integer, JsonNode> added =
                byIndex(delta.path(FlightDelta.ADD), size + delta.path(FlightDelta.ADD).size());
        ArrayNode after = JsonNodeFactory.instance.arrayNode(size + added.size());
        int next = 0;
        for (int index = 0; index < size + added.size(); index++) {
            JsonNode newcomer = added.get(index);
            if (newcomer == null) {
                while (dropped[next]) {
                    next++;
                }
                newcomer = kept[next++];
            }
            after.add(newcomer);
        }
        return after;
    }

    /**
     * @throws IllegalArgumentException when a name is no place below {@code bound}
     */
    private static SortedMap<Integer, JsonNode> byIndex(JsonNode object, int bound) {
        SortedMap<Integer, JsonNode> byIndex = new TreeMap<>();
        for (Map.Entry<String, JsonNode> each : object.properties()) {
            int index = Integer.parseInt(each.getKey());
            if (index < 0 || index >= bound) {
                throw new IllegalArgumentException("a list that has gaps");
            }
            byIndex.put(index, each.getValue());
        }
        return byIndex;
    }
}
