package io.plimsoll.autoscaler.kubernetes.tree;

/** A text that is neither JSON nor YAML; the message says what stands where. */
public final class MalformedTextException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /**
     * @param line from 1
     */
    MalformedTextException(int line, String problem) {
        super("line " + line + ": " + problem);
    }
}
