package io.plimsoll.environment.file;

import io.plimsoll.environment.input.Excerpt;

/**
 * One thing that is wrong with a file.
 *
 * @param file as the user named it
 * @param line from 1; 0 where the file as a whole is meant
 * @param field such as {@code nodeGroups[1].max}; empty where no field is meant
 * @param message one sentence part that says the value and what is allowed
 */
public record Problem(String file, int line, String field, String message) {

    private static final int LONGEST_FIELD = 200;
    private static final int LONGEST_MESSAGE = 1000;

    public Problem {
        field = Excerpt.of(field, LONGEST_FIELD);
        message = Excerpt.of(message, LONGEST_MESSAGE);
    }

    /** {@code file:line: field: message}, leaving out what does not apply. */
    @Override
    public String toString() {
        return file
                + (line > 0 ? ":" + line : "")
                + ": "
                + (field.isEmpty() ? "" : field + ": ")
                + message;
    }
}
