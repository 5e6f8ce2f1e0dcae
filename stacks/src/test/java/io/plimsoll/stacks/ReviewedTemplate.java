package io.plimsoll.stacks;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.Map;
import java.util.Set;

/**
 * A template as a reviewer reads it: joined texts in one line, and without what the CDK adds to
 * every template or what changes with every version of a file.
 */
final class ReviewedTemplate {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final DefaultIndenter LINES = new DefaultIndenter("  ", "\n");

    /** Parameters and rules of {@code cdk bootstrap}, and construct paths. */
    private static final Set<String> OF_THE_CDK =
            Set.of("BootstrapVersion", "CheckBootstrapVersion", "aws:cdk:path");

    private ReviewedTemplate() {}

    static String of(String template) throws JsonProcessingException {
        DefaultPrettyPrinter printer =
                new DefaultPrettyPrinter(
                                Separators.createDefaultInstance()
                                        .withObjectFieldValueSpacing(Separators.Spacing.AFTER))
                        .withObjectIndenter(LINES)
                        .withArrayIndenter(LINES);
        return JSON.writer(printer).writeValueAsString(readable(JSON.readTree(template))) + "\n";
    }

    private static JsonNode readable(JsonNode node) {
        return switch (node) {
            case ArrayNode array -> {
                ArrayNode copy = JsonNodeFactory.instance.arrayNode();
                array.forEach(each -> copy.add(readable(each)));
                yield copy;
            }
            case ObjectNode object -> readable(object);
            case TextNode text ->
                    TextNode.valueOf(text.asText().replaceAll("[0-9a-f]{64}", "<digest>"));
            default -> node;
        };
    }

    private static JsonNode readable(ObjectNode object) {
        JsonNode join = object.path("Fn::Join");
        if (join.path(0).asText("-").isEmpty() && join.path(1).isArray()) {
            StringBuilder text = new StringBuilder();
            join.path(1).forEach(part -> text.append(inText(part)));
            return TextNode.valueOf(text.toString());
        }
        ObjectNode copy = JsonNodeFactory.instance.objectNode();
        for (Map.Entry<String, JsonNode> entry : object.properties()) {
            if (entry.getKey().equals("ZipFile")) {
                copy.put(
                        "ZipFile",
                        "<%d lines>".formatted(entry.getValue().asText().lines().count()));
            } else if (!OF_THE_CDK.contains(entry.getKey())) {
                JsonNode value = readable(entry.getValue());
                // Parameters and rules are empty once the CDK's are gone.
                if (!(value.isObject() && value.isEmpty())) {
                    copy.set(entry.getKey(), value);
                }
            }
        }
        return copy;
    }

    /** As {@code Fn::Sub} would write it. */
    private static String inText(JsonNode part) {
        if (part.isTextual()) {
            return part.asText();
        }
        if (part.has("Ref")) {
            return "${" + part.path("Ref").asText() + "}";
        }
        if (part.has("Fn::GetAtt")) {
            return "${%s.%s}"
                    .formatted(
                            part.at("/Fn::GetAtt/0").asText(), part.at("/Fn::GetAtt/1").asText());
        }
        return "${" + part + "}";
    }
}
