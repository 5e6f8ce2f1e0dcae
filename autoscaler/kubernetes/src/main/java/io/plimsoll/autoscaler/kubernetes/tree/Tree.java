package io.plimsoll.autoscaler.kubernetes.tree;

import java.util.IdentityHashMap;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** One document of a text. Its nodes are nobody else's and may be changed. */
public final class Tree {

    private final JsonNode root;
    private final IdentityHashMap<JsonNode, Place> places;

    /** What is known of the root, or of an object in a list not far below it. */
    static final class Place {
        private final int line;
        boolean mayHoldNull;

        Place(int line) {
            this.line = line;
        }
    }

    Tree(JsonNode root, IdentityHashMap<JsonNode, Place> places) {
        this.root = root;
        this.places = places;
    }

    /**
     * Every document of the text; none for a text without content.
     *
     * @param fileName whose ending tells JSON from YAML, where the first character does not
     * @throws MalformedTextException when it is neither
     */
    public static List<Tree> parse(String fileName, String text) {
        String content = text.stripLeading();
        if (!content.startsWith("{") && !content.startsWith("[")) {
            return YamlTrees.parse(text);
        }
        try {
            return JsonTrees.parse(text);
        } catch (MalformedTextException e) {
            // YAML's braces may hold what JSON's may not.
            if (fileName.matches("(?s).*\\.ya?ml")) {
                return YamlTrees.parse(text);
            }
            throw e;
        }
    }

    public JsonNode root() {
        return root;
    }

    /**
     * Where the root, or an object in a list not far below it, begins; the root's line for others.
     */
    public int line(JsonNode node) {
        Place place = places.getOrDefault(node, places.get(root));
        return place == null ? 1 : place.line;
    }

    /** Whether a null may be anywhere in it. */
    public boolean mayHoldNull(JsonNode node) {
        Place place = places.get(node);
        return place == null || place.mayHoldNull;
    }
}
