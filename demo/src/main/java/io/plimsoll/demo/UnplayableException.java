package io.plimsoll.demo;

/** The synthesized files lack a part that the story needs; the message names it. */
public final class UnplayableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public UnplayableException(String message) {
        super(message);
    }
}
