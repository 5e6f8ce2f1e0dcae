package io.plimsoll.autoscaler.kubernetes.cache;

/** What the API server, or something in between, sent makes no sense; it is asked anew. */
final class TroubleException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    TroubleException(String message) {
        super(message);
    }
}
