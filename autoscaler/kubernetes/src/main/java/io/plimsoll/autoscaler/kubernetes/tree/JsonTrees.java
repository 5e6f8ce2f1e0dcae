package io.plimsoll.autoscaler.kubernetes.tree;

import java.nio.charset.StandardCharsets;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.exc.UnexpectedEndOfInputException;
import tools.jackson.core.json.JsonFactory;

/** JSON; several documents may follow each other. */
final class JsonTrees {

    /** The builder has bounds of its own, and the text is in memory anyway. */
    private static final JsonFactory FACTORY =
            JsonFactory.builder()
                    .streamReadConstraints(
                            StreamReadConstraints.builder()
                                    .maxNameLength(Integer.MAX_VALUE)
                                    .maxNumberLength(Integer.MAX_VALUE)
                                    .maxStringLength(Integer.MAX_VALUE)
                                    .build())
                    .build();

    private JsonTrees() {}

    static List<Tree> parse(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return parse(bytes, 0, bytes.length, 1);
    }

    /**
     * @param text in UTF-8
     * @param to the first byte behind the text
     * @param line that the text begins in
     */
    static List<Tree> parse(byte[] text, int from, int to, int line) {
        try (JsonParser parser =
                FACTORY.createParser(ObjectReadContext.empty(), text, from, to - from)) {
            TreeBuilder builder =
                    new TreeBuilder(() -> parser.currentTokenLocation().getLineNr() + line - 1);
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                add(builder, parser, token);
            }
            return builder.trees();
        } catch (UnexpectedEndOfInputException e) {
            throw new MalformedTextException(
                    line(e) + line - 1, "the JSON ends in the middle; is the file whole?");
        } catch (JacksonException e) {
            throw new MalformedTextException(line(e) + line - 1, "not JSON");
        }
    }

    private static int line(JacksonException e) {
        // What is wrong with the text as a whole stands nowhere.
        return e.getLocation() == null ? 1 : e.getLocation().getLineNr();
    }

    private static void add(TreeBuilder builder, JsonParser parser, JsonToken token) {
        switch (token) {
            case START_OBJECT -> builder.openObject();
            case START_ARRAY -> builder.openList();
            case END_OBJECT, END_ARRAY -> builder.close();
            case PROPERTY_NAME -> builder.key(parser.currentName());
            case VALUE_STRING -> builder.add(TreeBuilder.NODES.stringNode(parser.getString()));
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT ->
                    builder.add(TreeBuilder.number(parser.getString()));
            case VALUE_TRUE -> builder.add(TreeBuilder.NODES.booleanNode(true));
            case VALUE_FALSE -> builder.add(TreeBuilder.NODES.booleanNode(false));
            case VALUE_NULL -> builder.add(TreeBuilder.NODES.nullNode());
            case NOT_AVAILABLE, VALUE_EMBEDDED_OBJECT ->
                    throw new IllegalStateException("no token of a text: " + token);
        }
    }
}
