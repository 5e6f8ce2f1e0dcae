package io.plimsoll.stacks;

/** The user's input keeps the templates from being written; the message says what to change. */
public final class BadInputException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public BadInputException(String message) {
        super(message);
    }
}
