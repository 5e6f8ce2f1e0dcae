package io.plimsoll.autoscaler.kubernetes.objects;

/** An object that cannot mean anything; the message names the field, its value and what may be. */
public final class WrongObjectException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public WrongObjectException(String message) {
        super(message);
    }

    WrongObjectException(String field, Object value, String allowed) {
        super(field + ": \"" + value + "\" is not " + allowed);
    }
}
