package io.plimsoll.autoscaler.decision.model;

import org.jspecify.annotations.Nullable;

/**
 * Namespace and name of a namespaced object; cluster-scoped objects are named by a plain string
 * instead.
 */
public record ObjectKey(String namespace, String name) implements Comparable<ObjectKey> {

    /**
     * Written out, here and where else large clusters compare much: what the compiler makes of a
     * record goes through method handles, which cost several times as much until the JVM's second
     * compiler has seen them.
     */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof ObjectKey key
                && name.equals(key.name)
                && namespace.equals(key.namespace);
    }

    @Override
    public int hashCode() {
        return 31 * namespace.hashCode() + name.hashCode();
    }

    @Override
    public int compareTo(ObjectKey other) {
        int byNamespace = namespace.compareTo(other.namespace);
        return byNamespace == 0 ? name.compareTo(other.name) : byNamespace;
    }

    /** {@code namespace/name}, as {@code kubectl} and the plan's JSON write it. */
    @Override
    public String toString() {
        return namespace + "/" + name;
    }
}
