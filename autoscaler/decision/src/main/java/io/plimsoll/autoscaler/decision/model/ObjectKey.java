package io.plimsoll.autoscaler.decision.model;

import java.util.Comparator;

/**
 * Namespace and name of a namespaced object; cluster-scoped objects are named by a plain string
 * instead.
 */
public record ObjectKey(String namespace, String name) implements Comparable<ObjectKey> {

    private static final Comparator<ObjectKey> ORDER =
            Comparator.comparing(ObjectKey::namespace).thenComparing(ObjectKey::name);

    @Override
    public int compareTo(ObjectKey other) {
        return ORDER.compare(this, other);
    }

    /** {@code namespace/name}, as {@code kubectl} and the plan's JSON write it. */
    @Override
    public String toString() {
        return namespace + "/" + name;
    }
}
