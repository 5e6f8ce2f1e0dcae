package io.plimsoll.cli;

/** What the user gave cannot be used; the message says what, and what is allowed. */
final class BadInputException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    BadInputException(String message) {
        super(message);
    }
}
