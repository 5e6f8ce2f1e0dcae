package io.plimsoll.autoscaler.kubernetes.file;

import io.plimsoll.autoscaler.kubernetes.tree.Tree;
import io.plimsoll.environment.input.Excerpt;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * One Kubernetes object, or a List of them, as it stands in a file.
 *
 * @param file its name
 * @param listed what it is if it does not say so itself: the items of a PodList are Pods
 */
record Document(String file, Tree tree, JsonNode json, Optional<Listed> listed) {

    /**
     * @param position {@code items[3]}
     */
    record Listed(String position, String kind, String apiVersion) {}

    /** File, line and position, for messages. */
    String place() {
        return file
                + ": line "
                + tree.line(json)
                + listed.map(item -> ": " + item.position()).orElse("");
    }

    /** Kind and name, for messages. */
    String label() {
        JsonNode metadata = json.path("metadata");
        return Stream.of(
                        metadata.path("namespace").asString(""),
                        metadata.path("name").asString("without a name"))
                .filter(part -> !part.isEmpty())
                .map(Excerpt::of)
                .collect(Collectors.joining("/", kind() + " ", ""));
    }

    /** What keeps this from being an object at all; empty if nothing does. */
    String missing() {
        if (!json.isObject()) {
            return quoted(json) + " is no object";
        }
        return Stream.of("kind", "apiVersion")
                .filter(field -> text(field).isEmpty())
                .findFirst()
                .map(field -> "no field \"%s\"".formatted(field))
                .orElse("");
    }

    String kind() {
        return text("kind");
    }

    String apiVersion() {
        return text("apiVersion");
    }

    private String text(String field) {
        JsonNode own = json.path(field);
        if (own.isString()) {
            return own.asString();
        }
        return listed.map(item -> field.equals("kind") ? item.kind() : item.apiVersion())
                .orElse("");
    }

    /** Whether it holds objects. */
    boolean isList() {
        return kind().endsWith("List") && !json.path("items").isMissingNode();
    }

    /** An item of this list. */
    Document item(int index) {
        return item(index, tree, json.path("items").path(index));
    }

    /** An item of this list that was read by itself. */
    Document item(int index, Tree of) {
        return item(index, of, of.root());
    }

    private Document item(int index, Tree of, JsonNode item) {
        String own = kind().substring(0, kind().length() - "List".length());
        return new Document(
                file,
                of,
                item,
                Optional.of(
                        new Listed(
                                listed.map(around -> around.position() + ".").orElse("")
                                        + "items["
                                        + index
                                        + "]",
                                own,
                                own.isEmpty() ? "" : apiVersion())));
    }

    ObjectNode object() {
        return (ObjectNode) json;
    }

    /** A value as messages quote it. */
    static String quoted(JsonNode value) {
        return switch (value.getNodeType()) {
            case OBJECT -> "a map";
            case ARRAY -> "a list";
            case STRING -> "\"" + Excerpt.of(value.asString()) + "\"";
            case NULL, MISSING -> "null";
            default -> Excerpt.of(value.asString());
        };
    }
}
