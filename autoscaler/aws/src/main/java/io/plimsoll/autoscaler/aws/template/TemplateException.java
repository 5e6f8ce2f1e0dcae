package io.plimsoll.autoscaler.aws.template;

/** The message says why a group has no template. */
final class TemplateException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** What follows for the group. */
    enum Kind {
        /** Nobody can say what its next node looks like; the nodes it has may tell. */
        UNKNOWN,
        /** It may not be scaled by its nodes, whatever they look like. */
        LEFT_ALONE
    }

    private final Kind kind;

    TemplateException(Kind kind, String message) {
        super(message);
        this.kind = kind;
    }

    TemplateException(String message) {
        this(Kind.UNKNOWN, message);
    }

    Kind kind() {
        return kind;
    }
}
