package io.plimsoll.autoscaler.aws.file;

import java.nio.file.Path;

/** A file does not say what it should; the message names file, field, value and what is allowed. */
public final class InvalidFileException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    InvalidFileException(Path file, String problem) {
        super(file + ": " + problem);
    }
}
