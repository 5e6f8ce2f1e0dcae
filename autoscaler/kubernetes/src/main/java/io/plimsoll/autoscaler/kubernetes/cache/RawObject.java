package io.plimsoll.autoscaler.kubernetes.cache;

import io.plimsoll.autoscaler.decision.model.ObjectKey;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** An object as the API server sent it, of which only the name need be readable. */
record RawObject(JsonNode json) {
    /** What nobody here reads; in a real cluster it is most of a pod. */
    private static final List<String> BULK_OF_CONTAINERS =
            List.of(
                    "args",
                    "command",
                    "env",
                    "envFrom",
                    "volumeMounts",
                    "lifecycle",
                    "livenessProbe",
                    "readinessProbe",
                    "startupProbe");

    /**
     * @throws TroubleException where it has no name: then nobody knows what it is about
     */
    static RawObject of(JsonNode json) {
        RawObject object = new RawObject(json);
        if (object.text("metadata", "name").isEmpty()) {
            throw new TroubleException("an object without a name came");
        }
        return object;
    }

    String name() {
        return text("metadata", "name").orElse("");
    }

    /** With an empty namespace for cluster-scoped kinds. */
    ObjectKey key() {
        return new ObjectKey(text("metadata", "namespace").orElse(""), name());
    }

    Optional<String> version() {
        return text("metadata", "resourceVersion");
    }

    /** Empty where it is missing, empty or no text. */
    Optional<String> text(String... path) {
        JsonNode at = json;
        for (String name : path) {
            at = at.path(name);
        }
        return at.isString() && !at.asString().isEmpty()
                ? Optional.of(at.asString())
                : Optional.empty();
    }

    /** Without the bulk that nobody reads. */
    String slimJson() {
        if (json.path("metadata") instanceof ObjectNode metadata) {
            metadata.remove("managedFields");
        }
        for (String list : List.of("containers", "initContainers")) {
            for (JsonNode container : json.path("spec").path(list)) {
                if (container instanceof ObjectNode object) {
                    object.remove(BULK_OF_CONTAINERS);
                }
            }
        }
        return json.toString();
    }
}
