package io.plimsoll.autoscaler.kubernetes.file;

import io.plimsoll.autoscaler.kubernetes.objects.Kinds;
import io.plimsoll.autoscaler.kubernetes.objects.Quantities;
import io.plimsoll.autoscaler.kubernetes.objects.WrongObjectException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The shape that an API server would give an object, or refuse it for: nulls as Go reads them,
 * today's version, and the fields without which the object means nothing.
 */
final class Shape {

    /** What nobody here reads of a container, and most of a pod is. */
    private static final Set<String> UNREAD_OF_CONTAINER =
            Set.of(
                    "env",
                    "envFrom",
                    "lifecycle",
                    "livenessProbe",
                    "readinessProbe",
                    "securityContext",
                    "startupProbe",
                    "volumeDevices",
                    "volumeMounts");

    /** Maps to texts, in which Go reads null as the empty text. */
    private static final Set<String> TEXT_MAPS = Set.of("annotations", "labels", "nodeSelector");

    /** No more than a name's longest kind allows; what the cluster would refuse is a template's. */
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][-A-Za-z0-9._:]{0,252}");

    private static final String WHOLE = "a whole number, zero or more";

    /** Where the template of an object's pods is. */
    private static final Map<String, String> TEMPLATES =
            Map.of(
                    "CronJob", "spec.jobTemplate.spec.template",
                    "DaemonSet", "spec.template",
                    "Deployment", "spec.template",
                    "Job", "spec.template",
                    "ReplicaSet", "spec.template",
                    "ReplicationController", "spec.template",
                    "StatefulSet", "spec.template");

    /** Controllers that others have made; their templates are not looked at in a cluster. */
    private static final Set<String> MADE_BY_OTHERS = Set.of("ReplicaSet", "ReplicationController");

    private final ObjectNode object;
    private final boolean mayHoldNull;
    private final List<String> problems = new ArrayList<>();

    Shape(Document document) {
        this.object = document.object();
        this.mayHoldNull = document.tree().mayHoldNull(object);
    }

    /**
     * Changes the object into its normal shape.
     *
     * @return what is wrong with it: field, value, and what is allowed
     */
    List<String> normalize(Kinds.Kind kind, String apiVersion, int number) {
        prune(kind);
        if (mayHoldNull) {
            withoutNulls(object, "");
        }
        metadata(number);
        if (problems.isEmpty()) {
            Siblings.toServed(kind, apiVersion, object);
            object.put("kind", kind.name());
            object.put("apiVersion", kind.version());
            require(kind.name());
            amounts(kind.name());
        }
        return problems;
    }

    private void amounts(String kind) {
        if (kind.equals("Node")) {
            amounts(() -> "status.capacity", at("status.capacity"));
            amounts(() -> "status.allocatable", at("status.allocatable"));
            return;
        }
        String path =
                kind.equals("Pod")
                        ? "spec"
                        : Optional.ofNullable(TEMPLATES.get(kind))
                                .map(template -> template + ".spec")
                                .orElse("");
        if (!path.isEmpty()) {
            resources(() -> path, at(path));
            amounts(() -> path + ".overhead", at(path + ".overhead"));
            for (String field : List.of("containers", "initContainers")) {
                JsonNode containers = at(path).path(field);
                for (int index = 0; index < containers.size(); index++) {
                    int at = index;
                    resources(() -> "%s.%s[%d]".formatted(path, field, at), containers.path(index));
                }
            }
        }
    }

    private void resources(Supplier<String> path, JsonNode owner) {
        for (String field : List.of("requests", "limits")) {
            amounts(
                    () -> "%s.resources.%s".formatted(path.get(), field),
                    owner.path("resources").path(field));
        }
    }

    private void amounts(Supplier<String> path, JsonNode amounts) {
        amounts.properties()
                .forEach(amount -> {
                    if (amount.getValue().isValueNode()) {
                        try {
                            Quantities.check(
                                    () -> child(path.get(), amount.getKey()),
                                    amount.getValue().asString());
                        } catch (WrongObjectException e) {
                            problems.add(String.valueOf(e.getMessage()));
                        }
                    }
                });
    }

    private void prune(Kinds.Kind kind) {
        if (object.path("metadata") instanceof ObjectNode metadata) {
            metadata.remove("managedFields");
        }
        boolean pod = kind.name().equals("Pod");
        String path = pod ? "" : TEMPLATES.getOrDefault(kind.name(), "");
        if (pod || !path.isEmpty()) {
            JsonNode spec = at(path).path("spec");
            Stream.of("containers", "initContainers", "ephemeralContainers")
                    .flatMap(field -> spec.path(field).valueStream())
                    .filter(ObjectNode.class::isInstance)
                    .forEach(container -> ((ObjectNode) container).remove(UNREAD_OF_CONTAINER));
        }
    }

    /** The API server takes a field that is null as one that is not there. */
    private void withoutNulls(JsonNode node, String path) {
        switch (node) {
            case ObjectNode map -> {
                boolean texts = TEXT_MAPS.contains(path.substring(path.lastIndexOf('.') + 1));
                List<String> nulls = new ArrayList<>();
                map.properties()
                        .forEach(entry -> {
                            if (entry.getValue().isNull()) {
                                nulls.add(entry.getKey());
                            } else {
                                withoutNulls(entry.getValue(), child(path, entry.getKey()));
                            }
                        });
                for (String key : nulls) {
                    if (texts) {
                        map.put(key, "");
                    } else if (path.endsWith("matchLabels")) {
                        wrong(child(path, key), map.path(key), "a text");
                    } else {
                        map.remove(key);
                    }
                }
            }
            case ArrayNode list -> {
                for (int index = 0; index < list.size(); index++) {
                    String item = path + "[" + index + "]";
                    if (list.path(index).isNull()) {
                        wrong(
                                item,
                                list.path(index),
                                "an item of a list; leave it out or give it a value");
                    } else {
                        withoutNulls(list.path(index), item);
                    }
                }
            }
            default -> {}
        }
    }

    private static String child(String path, String key) {
        return path.isEmpty() ? key : path + "." + key;
    }

    private void metadata(int number) {
        if (!(object.path("metadata") instanceof ObjectNode metadata)) {
            wrong("metadata", object.path("metadata"), "a map with a name");
            return;
        }
        String prefix = metadata.path("generateName").asString("");
        if (metadata.path("name").asString("").isEmpty() && !prefix.isEmpty()) {
            metadata.put("name", prefix + number);
        }
        name(metadata, "name");
        if (metadata.has("namespace") && !metadata.path("namespace").asString("").isEmpty()) {
            name(metadata, "namespace");
        }
    }

    private void name(ObjectNode metadata, String field) {
        JsonNode name = metadata.path(field);
        if (!name.isString() || !NAME.matcher(name.asString()).matches()) {
            wrong(
                    "metadata." + field,
                    name,
                    "a name: letters, digits, '-' and '.', at most 253 of them");
        }
    }

    private void require(String kind) {
        Optional.ofNullable(TEMPLATES.get(kind))
                .ifPresent(path -> template(path, !MADE_BY_OTHERS.contains(kind)));
        switch (kind) {
            case "Pod" -> {
                if (object.has("spec")) {
                    containers("spec");
                }
            }
            case "Deployment", "ReplicaSet", "ReplicationController", "StatefulSet" -> {
                map("spec");
                count("spec.replicas");
            }
            case "Job" -> parallel("spec");
            case "CronJob" -> parallel("spec.jobTemplate.spec");
            case "HorizontalPodAutoscaler" -> autoscaler();
            case "PodDisruptionBudget" -> budget();
            case "StorageClass" -> text("provisioner");
            default -> {}
        }
    }

    private void template(String path, boolean needed) {
        if (needed || (at(path).isObject() && !at(path + ".spec.containers").isEmpty())) {
            containers(path + ".spec");
        }
    }

    /** A pod without a container is none. */
    private void containers(String spec) {
        JsonNode containers = at(spec + ".containers");
        if (!at(spec).isMissingNode() && !at(spec).isObject()) {
            wrong(spec, at(spec), "a map");
        } else if (!containers.isArray() || containers.isEmpty()) {
            wrong(spec + ".containers", containers, "a list with a container");
        }
    }

    private void parallel(String spec) {
        count(spec + ".parallelism");
        count(spec + ".completions");
    }

    private void autoscaler() {
        text("spec.scaleTargetRef.kind");
        text("spec.scaleTargetRef.name");
        JsonNode max = at("spec.maxReplicas");
        if (!isCount(max) || max.asInt() == 0) {
            wrong("spec.maxReplicas", max, "a whole number, one or more");
        }
        count("spec.minReplicas");
        JsonNode min = at("spec.minReplicas");
        if (problems.isEmpty() && min.asInt(0) > max.asInt()) {
            wrong("spec.minReplicas", min, "at most spec.maxReplicas, which is " + max);
        }
    }

    private void budget() {
        map("spec");
        for (String field : List.of("spec.minAvailable", "spec.maxUnavailable")) {
            JsonNode amount = at(field);
            boolean share = amount.isString() && amount.asString().matches("\\d{1,3}%");
            if (!amount.isMissingNode() && !isCount(amount) && !share) {
                wrong(field, amount, WHOLE + ", or a percentage such as 25%");
            }
        }
        if (object.path("spec").has("minAvailable") && object.path("spec").has("maxUnavailable")) {
            problems.add(
                    "spec: minAvailable and maxUnavailable are both there; allowed: one of them");
        }
    }

    private void map(String field) {
        if (!at(field).isObject()) {
            wrong(field, at(field), "a map");
        }
    }

    private void text(String field) {
        if (!at(field).isString() || at(field).asString().isEmpty()) {
            wrong(field, at(field), "a text");
        }
    }

    private void count(String field) {
        if (!at(field).isMissingNode() && !isCount(at(field))) {
            wrong(field, at(field), WHOLE);
        }
    }

    private static boolean isCount(JsonNode value) {
        return value.isIntegralNumber() && value.canConvertToInt() && value.asInt() >= 0;
    }

    private JsonNode at(String path) {
        JsonNode node = object;
        for (String step : path.isEmpty() ? new String[0] : path.split("\\.", -1)) {
            node = node.path(step);
        }
        return node;
    }

    private void wrong(String field, JsonNode value, String allowed) {
        problems.add(
                value.isMissingNode()
                        ? "%s is missing; allowed: %s".formatted(field, allowed)
                        : "%s: %s is not %s".formatted(field, Document.quoted(value), allowed));
    }
}
