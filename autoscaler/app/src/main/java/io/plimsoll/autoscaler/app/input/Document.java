package io.plimsoll.autoscaler.app.input;

import io.plimsoll.autoscaler.app.InvalidInputException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.MappingIterator;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.dataformat.yaml.YAMLMapper;

/**
 * One Kubernetes object, or a List of them, as it stands in a file.
 *
 * @param place file and position, for error messages
 */
record Document(String place, JsonNode json) {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final YAMLMapper YAML = YAMLMapper.builder().build();

    /** Every document of the file; empty documents are left out. */
    static List<Document> parse(Path file) {
        String text = text(file);
        ObjectMapper mapper = text.stripLeading().startsWith("{") ? JSON : YAML;
        List<Document> documents = new ArrayList<>();
        try (MappingIterator<JsonNode> values = mapper.readerFor(JsonNode.class).readValues(text)) {
            for (int position = 1; values.hasNextValue(); position++) {
                JsonNode value = values.nextValue();
                if (value != null && !value.isNull() && !value.isMissingNode()) {
                    documents.add(new Document(file + ": document " + position, value));
                }
            }
        } catch (JacksonException e) {
            throw new InvalidInputException(
                    "%s: line %d: neither JSON nor YAML: %s"
                            .formatted(file, e.getLocation().getLineNr(), e.getOriginalMessage()));
        }
        return documents;
    }

    private static String text(Path file) {
        try {
            return Files.readString(file, StandardCharsets.UTF_8);
        } catch (NoSuchFileException e) {
            throw new InvalidInputException(file + ": no such file");
        } catch (IOException e) {
            throw new InvalidInputException(file + ": cannot be read: " + e.getMessage());
        }
    }

    /** The objects of a List, of Lists in it too; else this one. */
    List<Document> items() {
        JsonNode items = json.path("items");
        if (!kind().endsWith("List") || !items.isArray()) {
            return List.of(this);
        }
        List<Document> documents = new ArrayList<>();
        for (JsonNode item : items) {
            documents.addAll(
                    new Document("%s: items[%d]".formatted(place, documents.size()), item).items());
        }
        return documents;
    }

    String kind() {
        return text("kind");
    }

    String apiVersion() {
        return text("apiVersion");
    }

    private String text(String field) {
        JsonNode value = json.path(field);
        if (!value.isString()) {
            throw new InvalidInputException(
                    "%s: no field \"%s\"; allowed: Kubernetes objects, such as kubectl get prints"
                            .formatted(place, field));
        }
        return value.asString();
    }
}
