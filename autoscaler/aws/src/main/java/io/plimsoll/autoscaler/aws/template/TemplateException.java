package io.plimsoll.autoscaler.aws.template;

/** Nobody can say what the group's next node will look like; the message says why. */
final class TemplateException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    TemplateException(String message) {
        super(message);
    }
}
