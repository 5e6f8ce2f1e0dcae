package io.plimsoll.autoscaler.engine.port;

/** The Kubernetes API refused or did not answer; the client has retried what may be retried. */
public final class ClusterException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public ClusterException(String message, Throwable cause) {
        super(message, cause);
    }

    public ClusterException(String message) {
        super(message);
    }
}
