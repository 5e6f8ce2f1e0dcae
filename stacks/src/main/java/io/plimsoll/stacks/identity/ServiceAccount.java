package io.plimsoll.stacks.identity;

/** A Kubernetes service account. */
public record ServiceAccount(String namespace, String name) {

    /** As its tokens name it. */
    String subject() {
        return "system:serviceaccount:" + namespace + ":" + name;
    }
}
