package io.plimsoll.autoscaler.kubernetes.tree;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.function.IntSupplier;
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

    private static final int DIGITS_OF_INT = 10;

    /** Below it nobody asks: a list, its items, and what is in a list of lists. */
    private static final int DEEPEST_ASKED = 5;

    private final List<Tree> trees = new ArrayList<>();
    private final Deque<Level> open = new ArrayDeque<>();
    private final IntSupplier line;
    private IdentityHashMap<JsonNode, Tree.Place> places = new IdentityHashMap<>();

    /**
     * @param line where the parser is; asked for seldom, as not every parser has it at hand
     */
    TreeBuilder(IntSupplier line) {
        this.line = line;
    }

    /** A list or object whose end is still to come. */
    private static final class Level {
        private final ContainerNode<?> node;
        private final List<ObjectNode> merged = new ArrayList<>();
        private Optional<String> key = Optional.empty();
        private final Optional<Tree.Place> place;
        private boolean merging;

        Level(ContainerNode<?> node, Optional<Tree.Place> place) {
            this.node = node;
            this.place = place;
        }
    }

    List<Tree> trees() {
        return trees;
    }

    boolean expectsKey() {
        Level level = open.peek();
        return level != null && level.node.isObject() && level.key.isEmpty() && !level.merging;
    }

    void key(String key) {
        Level level = open.element();
        if (((ObjectNode) level.node).has(key)) {
            throw wrong("\"%s\" is there twice".formatted(key));
        }
        level.key = Optional.of(key);
    }

    /** The value that follows is merged into the object (YAML's {@code <<}). */
    void mergeKey() {
        open.element().merging = true;
    }

    void openObject() {
        open(NODES.objectNode());
    }

    void openList() {
        open(NODES.arrayNode());
    }

    private void open(ContainerNode<?> node) {
        if (open.size() == DEEPEST) {
            throw wrong("nested more than %d deep".formatted(DEEPEST));
        }
        Optional<Tree.Place> place =
                isAskedFor(node) ? Optional.of(new Tree.Place(line.getAsInt())) : Optional.empty();
        place.ifPresent(kept -> places.put(node, kept));
        add(node);
        open.push(new Level(node, place));
    }

    /** What may be a document, or an item of a list. */
    private boolean isAskedFor(ContainerNode<?> node) {
        return open.size() < DEEPEST_ASKED
                && node.isObject()
                && (open.isEmpty() || open.element().node.isArray());
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
            places = new IdentityHashMap<>();
        }
        return level.node;
    }

    void add(JsonNode value) {
        // An alias stands for a value that is whole already.
        if (value.isNull() || !value.isEmpty()) {
            open.forEach(around -> around.place.ifPresent(place -> place.mayHoldNull = true));
        }
        Level level = open.peek();
        if (level == null) {
            trees.add(new Tree(value, places));
        } else if (level.merging) {
            level.merging = false;
            merge(level, value);
        } else if (level.node instanceof ArrayNode list) {
            list.add(value);
        } else {
            ((ObjectNode) level.node).set(level.key.orElseThrow(), value);
            level.key = Optional.empty();
        }
    }

    private void merge(Level level, JsonNode value) {
        List<JsonNode> maps = value.isArray() ? value.valueStream().toList() : List.of(value);
        for (JsonNode map : maps) {
            if (!(map instanceof ObjectNode object)) {
                throw wrong("only maps can be merged by \"<<\"");
            }
            level.merged.add(object);
        }
    }

    private static boolean isWhole(String text) {
        for (int index = 0; index < text.length(); index++) {
            char each = text.charAt(index);
            if ((each < '0' || each > '9') && each != '-') {
                return false;
            }
        }
        return true;
    }

    private MalformedTextException wrong(String problem) {
        return new MalformedTextException(line.getAsInt(), problem);
    }

    /** A number, or the text where it is too long to be meant as one. */
    static JsonNode number(String text) {
        try {
            if (text.length() > LONGEST_NUMBER) {
                return NODES.stringNode(text);
            }
            if (isWhole(text)) {
                if (text.length() < DIGITS_OF_INT) {
                    return NODES.numberNode(Integer.parseInt(text));
                }
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
