package io.plimsoll.environment.input;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Text out of files. */
public final class TextFile {

    /** A file becomes several times its size in memory, and others may be read beside it. */
    private static final int MEMORY_PER_BYTE = 8;

    private static final long LARGEST = 1L << 30;

    /** What stands for bytes that are no UTF-8, or for itself. */
    private static final char REPLACEMENT = '\uFFFD';

    private TextFile() {}

    /**
     * The file's text, without a byte order mark.
     *
     * @throws InvalidFileException when there is no such file, or it is no UTF-8 text, or larger
     *     than this process has memory for
     */
    public static String read(Path file) {
        return read(file, largest());
    }

    private static long largest() {
        return Math.min(LARGEST, Runtime.getRuntime().maxMemory() / MEMORY_PER_BYTE);
    }

    /**
     * @param mostBytes at most {@link Integer#MAX_VALUE} - 1; the size is looked at before the file
     *     is read
     * @throws InvalidFileException when there is no such file, or it is no UTF-8 text, or larger
     */
    public static String read(Path file, long mostBytes) {
        byte[] bytes = bytes(file, mostBytes);
        String text = new String(bytes, StandardCharsets.UTF_8);
        if (text.indexOf(REPLACEMENT) >= 0 && !isUtf8(bytes)) {
            throw new InvalidFileException(file, "is not UTF-8 text" + likely(bytes));
        }
        return text.startsWith("\uFEFF") ? text.substring(1) : text;
    }

    private static boolean isUtf8(byte[] bytes) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }

    private static InputStream open(Path file) throws IOException {
        if (Files.isDirectory(file)) {
            throw new InvalidFileException(file, "is a folder; allowed: a file");
        }
        return Files.newInputStream(file);
    }

    private static InvalidFileException unreadable(Path file, IOException e) {
        return switch (e) {
            case NoSuchFileException _ -> new InvalidFileException(file, "no such file");
            case AccessDeniedException _ ->
                    new InvalidFileException(file, "cannot be read: permission denied");
            default -> new InvalidFileException(file, "cannot be read: " + e.getMessage());
        };
    }

    private static byte[] bytes(Path file, long mostBytes) {
        try {
            // Pipes have no size.
            if (Files.isRegularFile(file) && Files.size(file) > mostBytes) {
                throw tooLarge(file, mostBytes);
            }
            try (InputStream content = open(file)) {
                byte[] bytes = content.readNBytes((int) mostBytes + 1);
                if (bytes.length > mostBytes) {
                    throw tooLarge(file, mostBytes);
                }
                return bytes;
            }
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    private static InvalidFileException tooLarge(Path file, long mostBytes) {
        return new InvalidFileException(file, "is too large; allowed: at most " + size(mostBytes));
    }

    private static String size(long bytes) {
        return bytes < 1 << 20 ? (bytes >> 10) + " KiB" : (bytes >> 20) + " MiB";
    }

    private static String likely(byte[] bytes) {
        int first = bytes.length > 0 ? bytes[0] & 0xFF : 0;
        int second = bytes.length > 1 ? bytes[1] & 0xFF : 0;
        if (first == 0x1F && second == 0x8B) {
            return " but compressed; gunzip it first";
        }
        boolean utf16 = (first == 0xFE && second == 0xFF) || (first == 0xFF && second == 0xFE);
        return utf16 ? " but UTF-16; save it as UTF-8" : "";
    }
}
