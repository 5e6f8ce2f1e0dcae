package io.plimsoll.autoscaler.app;

/** The user gave something that cannot be used; the message names it and what is allowed. */
public final class InvalidInputException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public InvalidInputException(String message) {
        super(message);
    }
}
