package io.plimsoll.autoscaler.kubernetes.tree;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ContainerNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Makes trees of what a parser finds, with the bounds that a parser alone does not keep. */
final class TreeBuilder {

    static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private static final int DEEPEST = 200;

    /** Digits; what is longer is no amount that anything has. */
    private static final int LONGEST_NUMBER = 40;

    /** Below it nobody asks for lines: a list, its items, and what is in a list of lists. */
    private static final int DEEPEST_LINE = 5;

    private final List<Tree> trees = new ArrayList<>();
    private final Deque<Level> open = new ArrayDeque<>();
    private IdentityHashMap<JsonNode, Integer> lines = new IdentityHashMap<>();

    /** A list or object whose end is still to come. */
    private static final class Level {
        private final ContainerNode<?> node;
        private final List<ObjectNode> merged = new ArrayList<>();
        private Optional<String> key = Optional.empty();
        private boolean merging;

        Level(ContainerNode<?> node) {
            this.node = node;
        }
    }

    List<Tree> trees() {
        return trees;
    }

    boolean expectsKey() {
        Level level = open.peek();
        return level != null && level.node.isObject() && level.key.isEmpty() && !level.merging;
    }

    void key(String key, int line) {
        Level level = open.element();
        if (((ObjectNode) level.node).has(key)) {
            throw new MalformedTextException(line, "\"%s\" is there twice".formatted(key));
        }
        level.key = Optional.of(key);
    }

    /** The value that follows is merged into the object (YAML's {@code <<}). */
    void mergeKey() {
        open.element().merging = true;
    }

    void openObject(int line) {
        open(NODES.objectNode(), line);
    }

    void openList(int line) {
        open(NODES.arrayNode(), line);
    }

    private void open(ContainerNode<?> node, int line) {
        if (open.size() == DEEPEST) {
            throw new MalformedTextException(line, "nested more than %d deep".formatted(DEEPEST));
        }
        if (open.size() < DEEPEST_LINE && node.isObject()) {
            lines.put(node, line);
        }
        add(node, line);
        open.push(new Level(node));
    }

    /** Ends the innermost list or object, and tells it. */
    JsonNode close() {
        Level level = open.pop();
        for (ObjectNode merged : level.merged) {
            ObjectNode object = (ObjectNode) level.node;
            merged.properties()
                    .forEach(entry -> {
                        if (!object.has(entry.getKey())) {
                            object.set(entry.getKey(), entry.getValue());
                        }
                    });
        }
        if (open.isEmpty()) {
            lines = new IdentityHashMap<>();
        }
        return level.node;
    }

    void add(JsonNode value, int line) {
        Level level = open.peek();
        if (level == null) {
            trees.add(new Tree(value, lines));
        } else if (level.merging) {
            level.merging = false;
            merge(level, value, line);
        } else if (level.node instanceof ArrayNode list) {
            list.add(value);
        } else {
            ((ObjectNode) level.node).set(level.key.orElseThrow(), value);
            level.key = Optional.empty();
        }
    }

    private static void merge(Level level, JsonNode value, int line) {
        List<JsonNode> maps = value.isArray() ? value.valueStream().toList() : List.of(value);
        for (JsonNode map : maps) {
            if (!(map instanceof ObjectNode object)) {
                throw new MalformedTextException(line, "only maps can be merged by \"<<\"");
            }
            level.merged.add(object);
        }
    }

    /** A number, or the text where it is too long to be meant as one. */
    static JsonNode number(String text) {
        try {
            if (text.length() > LONGEST_NUMBER) {
                return NODES.stringNode(text);
            }
            if (text.chars().allMatch(each -> (each >= '0' && each <= '9') || each == '-')) {
                BigInteger whole = new BigInteger(text);
                if (whole.bitLength() < Integer.SIZE) {
                    return NODES.numberNode(whole.intValue());
                }
                return whole.bitLength() < Long.SIZE
                        ? NODES.numberNode(whole.longValue())
                        : NODES.numberNode(whole);
            }
            BigDecimal decimal = new BigDecimal(text);
            return Math.abs(decimal.scale()) > LONGEST_NUMBER
                    ? NODES.stringNode(text)
                    : NODES.numberNode(decimal);
        } catch (NumberFormatException e) {
            return NODES.stringNode(text);
        }
    }
}
