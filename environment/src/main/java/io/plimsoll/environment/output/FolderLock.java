package io.plimsoll.environment.output;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.UUID;

/**
 * One writer of a folder at a time. The operating system lets go of the lock when its process ends,
 * however it ends; the file holds the process' number, so that the next one can say who it is.
 */
record FolderLock(Path file, FileChannel channel) implements AutoCloseable {

    /**
     * @param file beside the folder, deleted with the lock
     * @throws OutputException when another holds it
     */
    static FolderLock take(Path folder, Path file) throws IOException {
        while (true) {
            FolderLock lock = open(file);
            boolean held = false;
            try {
                if (!lock.tryLock()) {
                    throw new OutputException(
                            "cannot write %s: %s is writing it; wait for it, or give another folder"
                                    .formatted(folder, holder(file)));
                }
                held = lock.isOfTheFileThere();
                if (held) {
                    return lock;
                }
            } finally {
                if (!held) {
                    lock.channel.close();
                }
            }
        }
    }

    private static FolderLock open(Path file) throws IOException {
        return new FolderLock(
                file,
                FileChannel.open(
                        file,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.WRITE,
                        LinkOption.NOFOLLOW_LINKS));
    }

    private boolean tryLock() throws IOException {
        try {
            return channel.tryLock() != null;
        } catch (OverlappingFileLockException _) {
            return false;
        }
    }

    /** Whoever held it may have deleted the file between our opening and our locking. */
    private boolean isOfTheFileThere() throws IOException {
        String us = "process %d%n%s".formatted(ProcessHandle.current().pid(), UUID.randomUUID());
        channel.truncate(0);
        channel.write(StandardCharsets.UTF_8.encode(us), 0);
        return Files.exists(file) && Files.readString(file).equals(us);
    }

    private static String holder(Path file) throws IOException {
        return Files.exists(file)
                ? Files.readString(file).lines().findFirst().orElse("another process")
                : "another process";
    }

    @Override
    public void close() throws IOException {
        Files.deleteIfExists(file);
        channel.close();
    }
}
