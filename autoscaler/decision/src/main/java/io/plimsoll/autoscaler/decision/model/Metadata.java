package io.plimsoll.autoscaler.decision.model;

import java.time.Instant;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What decisions need of an object's metadata beside its name.
 *
 * @param uid empty when unknown
 * @param deletionTime when the object was asked to go; empty when it was not
 */
public record Metadata(
        String uid,
        SortedMap<String, String> labels,
        SortedMap<String, String> annotations,
        Instant creationTime,
        Optional<Instant> deletionTime) {

    public static final Metadata NONE =
            new Metadata("", new TreeMap<>(), new TreeMap<>(), Instant.EPOCH, Optional.empty());

    public Metadata {
        labels = SortedMaps.copyOf(labels);
        annotations = SortedMaps.copyOf(annotations);
    }
}
