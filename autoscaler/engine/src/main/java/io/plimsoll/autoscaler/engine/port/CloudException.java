package io.plimsoll.autoscaler.engine.port;

/** The cloud refused or did not answer. */
public final class CloudException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public enum Category {
        /** No capacity of that kind now; try another group and come back later. */
        CAPACITY_UNAVAILABLE,
        /** The account's quota is used up. */
        QUOTA_EXCEEDED,
        /** Not allowed; a person must mend it. */
        ACCESS_DENIED,
        /** The request itself is wrong (a size out of bounds, an instance that is gone). */
        INVALID_REQUEST,
        /** The group or instance is not as the decision saw it; look again and decide anew. */
        CHANGED,
        /** Too many calls; the client has retried. */
        THROTTLED,
        /** Anything else, such as a broken connection. */
        UNAVAILABLE
    }

    private final Category category;

    public CloudException(Category category, String message, Throwable cause) {
        super(message, cause);
        this.category = category;
    }

    public CloudException(Category category, String message) {
        super(message);
        this.category = category;
    }

    public Category category() {
        return category;
    }
}
