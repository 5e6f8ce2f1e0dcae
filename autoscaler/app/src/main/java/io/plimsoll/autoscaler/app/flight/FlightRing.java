package io.plimsoll.autoscaler.app.flight;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;

/**
 * A folder of numbered files, each of gzipped lines, of which the oldest goes when all are too
 * large together. What is written of a line is readable when the call returns. Confined to one
 * thread.
 */
final class FlightRing implements AutoCloseable {

    private static final Pattern NAME = Pattern.compile("(\\d{6,18})\\.jsonl\\.gz");

    /** So much of a ring is lost at most when its oldest file goes. */
    private static final int FILES = 16;

    private static final int BUFFER = 8192;

    private final Path folder;
    private final long maxBytes;
    private Optional<Segment> current = Optional.empty();

    /**
     * @param maxBytes of all files
     */
    FlightRing(Path folder, long maxBytes) {
        this.folder = folder;
        this.maxBytes = maxBytes;
    }

    private record Segment(Path file, OutputStream lines) {}

    /** Oldest first; other files are none of the ring's. */
    static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> all = Files.list(folder)) {
            return all.filter(file -> NAME.matcher(file.getFileName().toString()).matches())
                    .sorted()
                    .toList();
        }
    }

    /** The next line opens a file, so it must make sense alone. */
    boolean opensFile() {
        return current.isEmpty();
    }

    /**
     * @param line without its end
     */
    void write(String line) throws IOException {
        Segment segment = current.isPresent() ? current.get() : open();
        segment.lines().write((line + "\n").getBytes(StandardCharsets.UTF_8));
        segment.lines().flush();
        dropOldest(segment);
        if (Files.size(segment.file()) >= maxBytes / FILES) {
            close();
        }
    }

    private Segment open() throws IOException {
        Files.createDirectories(folder);
        List<Path> files = files(folder);
        long number = files.isEmpty() ? 1 : number(files.getLast()) + 1;
        Path file = folder.resolve("%06d.jsonl.gz".formatted(number));
        Segment segment =
                new Segment(
                        file,
                        new GZIPOutputStream(
                                Files.newOutputStream(file, StandardOpenOption.CREATE_NEW),
                                BUFFER,
                                true));
        current = Optional.of(segment);
        return segment;
    }

    private static long number(Path file) {
        Matcher matcher = NAME.matcher(file.getFileName().toString());
        return matcher.matches() ? Long.parseLong(matcher.group(1)) : 0;
    }

    private void dropOldest(Segment kept) throws IOException {
        List<Path> files = files(folder);
        long total = 0;
        for (Path file : files) {
            total += Files.size(file);
        }
        for (Path file : files) {
            if (total > maxBytes && !file.equals(kept.file())) {
                total -= Files.size(file);
                Files.delete(file);
            }
        }
    }

    @Override
    public void close() throws IOException {
        Optional<Segment> segment = current;
        current = Optional.empty();
        if (segment.isPresent()) {
            segment.get().lines().close();
        }
    }
}
