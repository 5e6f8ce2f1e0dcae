package io.plimsoll.autoscaler.engine.port;

/** The Kubernetes API refused or did not answer; the client has retried what may be retried. */
public final class ClusterException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public enum Category {
        /** The object is not as the decision saw it; look again and decide anew. */
        CHANGED,
        /** Not allowed; a person must mend it. */
        FORBIDDEN,
        /** Anything else, such as a broken connection. */
        UNAVAILABLE
    }

    private final Category category;

    public ClusterException(Category category, String message, Throwable cause) {
        super(message, cause);
        this.category = category;
    }

    public ClusterException(Category category, String message) {
        super(message);
        this.category = category;
    }

    public Category category() {
        return category;
    }
}
