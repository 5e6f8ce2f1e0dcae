package io.plimsoll.checks;

/**
 * Something that will go wrong.
 *
 * @param id of the check, for suppressing it
 * @param message what will happen, and why
 * @param change what to change, in one sentence
 */
public record Finding(String id, Severity severity, String message, String change) {

    /** How bad it is. */
    public enum Severity {
        /** The environment will not do its job: the answer of a check run is no. */
        ERROR,
        /** It will do its job, but not for long or not as it seems. */
        WARNING
    }
}
