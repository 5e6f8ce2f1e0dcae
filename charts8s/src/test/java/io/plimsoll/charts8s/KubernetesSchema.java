package io.plimsoll.charts8s;

import com.networknt.schema.Error;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The object schemas of a 1.29 API server, made to refuse unknown fields as it does. */
final class KubernetesSchema {

    private static final String INT_OR_STRING =
            """
            {"anyOf": [{"type": "integer"}, {"type": "string"}]}\
            """;

    private final JsonMapper mapper = JsonMapper.builder().build();
    private final SchemaRegistry registry =
            SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_7);
    private final ObjectNode definitions;
    private final Map<String, String> names = new TreeMap<>();

    KubernetesSchema() {
        definitions = strict(read());
        definitions
                .properties()
                .forEach(definition ->
                        definition
                                .getValue()
                                .path("x-kubernetes-group-version-kind")
                                .forEach(kind -> names.put(key(kind), definition.getKey())));
    }

    /** Whether the object is of a kind that needs no custom resource definition. */
    boolean knows(JsonNode object) {
        return names.containsKey(
                object.path("apiVersion").asString() + " " + object.path("kind").asString());
    }

    /** Everything that the API server would refuse of this object's shape. */
    List<Error> errors(JsonNode object) {
        String apiVersion = object.path("apiVersion").asString();
        String kind = object.path("kind").asString();
        String name = names.get(apiVersion + " " + kind);
        if (name == null) {
            throw new IllegalArgumentException("1.29 has no " + apiVersion + " " + kind);
        }
        ObjectNode schema = mapper.createObjectNode();
        schema.put("$ref", "#/definitions/" + name);
        schema.set("definitions", definitions);
        return registry.getSchema(schema).validate(object);
    }

    private static String key(JsonNode kind) {
        String group = kind.path("group").asString();
        String version = kind.path("version").asString();
        return (group.isEmpty() ? version : group + "/" + version)
                + " "
                + kind.path("kind").asString();
    }

    private ObjectNode strict(ObjectNode all) {
        all.properties()
                .forEach(definition -> {
                    ObjectNode schema = (ObjectNode) definition.getValue();
                    if (schema.has("properties")) {
                        schema.put("additionalProperties", false);
                    }
                });
        all.set("io.k8s.apimachinery.pkg.util.intstr.IntOrString", mapper.readTree(INT_OR_STRING));
        return all;
    }

    private ObjectNode read() {
        try (InputStream packed =
                        Objects.requireNonNull(
                                getClass()
                                        .getResourceAsStream(
                                                "/kubernetes-1.29-definitions.json.gz"));
                InputStream json = new GZIPInputStream(packed)) {
            return (ObjectNode) mapper.readTree(json).get("definitions");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
