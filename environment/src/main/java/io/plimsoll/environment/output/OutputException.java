package io.plimsoll.environment.output;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A folder cannot be written; the message is one sentence for the user, and says why. */
public final class OutputException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** What Java, Node.js and the C library say of a disk that takes no more. */
    private static final List<String> DISK_TAKES_NO_MORE =
            List.of(
                    "No space left on device",
                    "ENOSPC",
                    "Disk quota exceeded",
                    "EDQUOT",
                    "Read-only file system",
                    "EROFS");

    public OutputException(String message) {
        super(message);
    }

    private OutputException(String message, Throwable cause) {
        super(message, cause);
    }

    static OutputException of(Path folder, IOException failure) {
        return new OutputException(
                "cannot write %s: %s".formatted(folder, reason(failure)), failure);
    }

    /** What went wrong on the way to the folder, where it is the disk's fault; else empty. */
    static Optional<OutputException> ofDisk(Path folder, Throwable failure) {
        for (@Nullable Throwable cause = failure; cause != null; cause = cause.getCause()) {
            String message = String.valueOf(cause.getMessage());
            Optional<String> said =
                    DISK_TAKES_NO_MORE.stream().filter(message::contains).findFirst();
            if (said.isPresent()) {
                return Optional.of(
                        new OutputException(
                                "cannot write %s: %s".formatted(folder, said.get()), failure));
            }
        }
        return Optional.empty();
    }

    private static String reason(IOException failure) {
        return switch (failure) {
            case AccessDeniedException denied -> "permission denied for " + denied.getFile();
            case FileAlreadyExistsException there -> there.getFile() + " is in the way";
            case FileSystemException e -> e.getFile() + ": " + e.getReason();
            default -> String.valueOf(failure.getMessage());
        };
    }
}
