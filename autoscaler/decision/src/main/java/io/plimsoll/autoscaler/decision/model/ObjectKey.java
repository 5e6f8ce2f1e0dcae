package io.plimsoll.autoscaler.decision.model;

/**
 * Namespace and name of a namespaced object; cluster-scoped objects are named by a plain string
 * instead.
 */
public record ObjectKey(String namespace, String name) implements Comparable<ObjectKey> {

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
