package io.plimsoll.charts8s.output;

import java.io.Serial;
import java.nio.file.Path;

/** A file is in the way that Plimsoll didn't write. */
public final class ForeignFileException extends RuntimeException {

    @Serial private static final long serialVersionUID = 1;

    ForeignFileException(Path path) {
        super(path + ": is not a file that Plimsoll wrote; move it away or choose another folder");
    }
}
