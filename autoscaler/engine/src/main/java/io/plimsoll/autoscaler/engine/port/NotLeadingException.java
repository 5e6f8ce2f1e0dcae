package io.plimsoll.autoscaler.engine.port;

/** A write was refused because this process does not lead, or not for long enough. */
public final class NotLeadingException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String write;

    /**
     * @param write what was not done, such as {@code eviction of default/web-1}
     */
    public NotLeadingException(String write) {
        super("not leading, so nothing is written: " + write);
        this.write = write;
    }

    public String write() {
        return write;
    }
}
