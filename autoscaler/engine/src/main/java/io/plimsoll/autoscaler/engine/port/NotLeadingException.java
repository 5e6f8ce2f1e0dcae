package io.plimsoll.autoscaler.engine.port;

/** A write was refused because this process does not lead, or not for long enough. */
public final class NotLeadingException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public NotLeadingException(String write) {
        super("not leading, so nothing is written: " + write);
    }
}
