package io.plimsoll.autoscaler.kubernetes.tree;

import java.util.IdentityHashMap;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** One document of a text. Its nodes are nobody else's and may be changed. */
public final class Tree {

    private final JsonNode root;
    private final IdentityHashMap<JsonNode, Integer> lines;

    Tree(JsonNode root, IdentityHashMap<JsonNode, Integer> lines) {
        this.root = root;
        this.lines = lines;
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

    /** Where the root, or an object not far below it, begins; the root's line for others. */
    public int line(JsonNode node) {
        return lines.getOrDefault(node, lines.getOrDefault(root, 1));
    }
}
