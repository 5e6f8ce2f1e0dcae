package io.plimsoll.autoscaler.app.input;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.KubernetesResource;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.plimsoll.autoscaler.app.InvalidInputException;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DatabindException;

/** Makes typed objects of the kinds that decisions look at. */
final class ObjectReader {

    private static final Set<String> KINDS =
            Set.of(
                    "Node",
                    "Pod",
                    "PodDisruptionBudget",
                    "PersistentVolume",
                    "PersistentVolumeClaim",
                    "StorageClass",
                    "CSINode",
                    "Namespace",
                    "ReplicationController",
                    "ReplicaSet",
                    "Deployment",
                    "StatefulSet",
                    "DaemonSet",
                    "Job",
                    "CronJob",
                    "PriorityClass",
                    "ConfigMap");

    /** One for all readers: what it learns of a type is dear, and safe to share. */
    private static final KubernetesSerialization SERIALIZATION = new KubernetesSerialization();

    /** Empty for a kind that no decision looks at. */
    Optional<HasMetadata> read(Document document) {
        Class<? extends KubernetesResource> type =
                SERIALIZATION.getRegisteredKubernetesResource(
                        document.apiVersion(), document.kind());
        if (!KINDS.contains(document.kind())
                || type == null
                || !HasMetadata.class.isAssignableFrom(type)) {
            return Optional.empty();
        }
        try {
            return Optional.of((HasMetadata) SERIALIZATION.convertValue(document.json(), type));
        } catch (JacksonException | IllegalArgumentException e) {
            throw new InvalidInputException(
                    "%s: %s %s: %s"
                            .formatted(
                                    document.place(), document.kind(), name(document), problem(e)));
        }
    }

    private static String name(Document document) {
        String namespace = document.json().path("metadata").path("namespace").asString("");
        String name = document.json().path("metadata").path("name").asString("");
        return namespace.isEmpty() ? name : namespace + "/" + name;
    }

    /** The client may wrap what Jackson says. */
    private static String problem(RuntimeException e) {
        return Stream.<Throwable>iterate(e, Objects::nonNull, Throwable::getCause)
                .filter(DatabindException.class::isInstance)
                .map(DatabindException.class::cast)
                .map(cause -> "field " + field(cause) + ": " + cause.getOriginalMessage())
                .findFirst()
                .orElseGet(() -> String.valueOf(e.getMessage()));
    }

    private static String field(DatabindException problem) {
        return problem.getPath().stream()
                .map(step ->
                        step.getPropertyName() == null
                                ? "[" + step.getIndex() + "]"
                                : "." + step.getPropertyName())
                .collect(Collectors.joining())
                .replaceFirst("^\\.", "");
    }
}
