package io.plimsoll.autoscaler.kubernetes.objects;

import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.plimsoll.autoscaler.decision.model.Metadata;
import io.plimsoll.autoscaler.decision.model.ObjectKey;
import io.plimsoll.autoscaler.decision.model.OwnerReference;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Object metadata. */
final class Metadatas {
    /** A second copy of all that somebody applied, with the values of environment variables. */
    private static final String APPLIED = "kubectl.kubernetes.io/last-applied-configuration";

    private Metadatas() {}

    static Metadata convert(ObjectMeta meta) {
        return new Metadata(
                orEmpty(meta.getUid()),
                new TreeMap<>(Selectors.orEmpty(meta.getLabels())),
                annotations(meta),
                time("metadata.creationTimestamp", meta.getCreationTimestamp())
                        .orElse(Instant.EPOCH),
                time("metadata.deletionTimestamp", meta.getDeletionTimestamp()));
    }

    private static SortedMap<String, String> annotations(ObjectMeta meta) {
        SortedMap<String, String> annotations =
                new TreeMap<>(Selectors.orEmpty(meta.getAnnotations()));
        annotations.remove(APPLIED);
        return annotations;
    }

    /** Names the object; one without a namespace is in {@code default}, as kubectl has it. */
    static ObjectKey key(ObjectMeta meta) {
        String namespace = orEmpty(meta.getNamespace());
        return new ObjectKey(namespace.isEmpty() ? "default" : namespace, name(meta));
    }

    static String name(ObjectMeta meta) {
        if (orEmpty(meta.getName()).isEmpty()) {
            throw new WrongObjectException("metadata.name is missing");
        }
        return meta.getName();
    }

    static Optional<OwnerReference> controller(ObjectMeta meta) {
        return Selectors.orEmpty(meta.getOwnerReferences()).stream()
                .filter(owner -> Boolean.TRUE.equals(owner.getController()))
                .findFirst()
                .map(owner ->
                        new OwnerReference(
                                orEmpty(owner.getApiVersion()),
                                orEmpty(owner.getKind()),
                                orEmpty(owner.getName()),
                                orEmpty(owner.getUid())));
    }

    static Optional<Instant> time(String field, @Nullable String text) {
        if (text == null || text.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(Instant.parse(text));
        } catch (DateTimeParseException unreadable) {
            throw new WrongObjectException(field, text, "a time such as 2026-11-24T08:00:00Z");
        }
    }

    static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }
}
