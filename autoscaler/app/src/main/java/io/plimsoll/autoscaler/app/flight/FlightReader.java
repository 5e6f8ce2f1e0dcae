package io.plimsoll.autoscaler.app.flight;

import io.plimsoll.autoscaler.app.InvalidInputException;
import io.plimsoll.environment.input.Excerpt;
import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Reads a flight record, whole or any file of it, gzipped or not, loop by loop. */
final class FlightReader {

    private static final int GZIP_MAGIC = 0x1f8b;

    private final Path file;
    private final Steps steps;
    private Optional<JsonNode> last = Optional.empty();
    private int number;
    private boolean cut;
    private boolean unfinished;

    private FlightReader(Path file, Steps steps) {
        this.file = file;
        this.steps = steps;
    }

    /** What is done with one line, before it is made a loop of. */
    interface Steps {

        /**
         * @param line a whole loop, or what changed
         * @param whole the loop as it is after that; changed by the next line
         * @param at who can make a loop of it
         */
        void step(JsonNode line, JsonNode whole, FlightReader at);
    }

    /** What is done with one loop. */
    interface Visitor {
        void visit(FlightLine line);
    }

    /**
     * Where the end of a file is missing, or its beginning, the loops that are whole are read.
     *
     * @param record a folder of files, or one of them
     * @throws InvalidInputException naming the file, and the line that is none
     */
    static void read(Path record, Visitor visitor) {
        readLines(record, (_, whole, at) -> visitor.visit(at.loop(whole)));
    }

    /**
     * The same line by line.
     *
     * @return whether the end of the last file is missing
     */
    static boolean readLines(Path record, Steps steps) {
        boolean cut = false;
        try {
            List<Path> files =
                    Files.isDirectory(record) ? FlightRing.files(record) : List.of(record);
            if (files.isEmpty()) {
                throw new InvalidInputException(
                        record + ": holds no flight record (files such as 000001.jsonl.gz)");
            }
            for (Path file : files) {
                FlightReader reader = new FlightReader(file, steps);
                reader.read();
                cut = reader.cut || reader.unfinished;
            }
        } catch (NoSuchFileException e) {
            throw new InvalidInputException(record + ": no such file or folder");
        } catch (ZipException e) {
            throw new InvalidInputException(record + ": is damaged: " + e.getMessage());
        } catch (IOException e) {
            throw new InvalidInputException(record + ": cannot be read: " + e.getMessage());
        }
        return cut;
    }

    private void read() throws IOException {
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(unzipped(), StandardCharsets.UTF_8))) {
            Optional<String> line = Optional.ofNullable(lines.readLine());
            while (line.isPresent()) {
                Optional<String> next = Optional.ofNullable(lines.readLine());
                number++;
                read(line.get(), next.isEmpty());
                line = next;
            }
        }
        if (number > 0 && last.isEmpty() && !cut) {
            throw new InvalidInputException(
                    file + ": begins in the middle; its first line would hold the whole");
        }
    }

    /** Ends where the bytes end: whoever wrote them may have ended before their end, or goes on. */
    private final class ToTheLastByte extends FilterInputStream {
        private ToTheLastByte(InputStream zipped) {
            super(zipped);
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            try {
                return super.read(bytes, offset, length);
            } catch (EOFException _) {
                cut = true;
                return -1;
            }
        }
    }

    private InputStream unzipped() throws IOException {
        InputStream bytes = new BufferedInputStream(Files.newInputStream(file));
        bytes.mark(2);
        int magic = bytes.read() << 8 | bytes.read();
        bytes.reset();
        try {
            return magic == GZIP_MAGIC ? new ToTheLastByte(new GZIPInputStream(bytes)) : bytes;
        } catch (EOFException _) {
            bytes.close();
            return InputStream.nullInputStream();
        }
    }

    private void read(String line, boolean atEnd) {
        JsonNode json;
        try {
            json = FlightJson.MAPPER.readTree(line);
            if (json.has(FlightDelta.IN)) {
                last = patched(json);
            } else if (json instanceof ObjectNode && json.has("observation")) {
                last = Optional.of(json);
            } else {
                throw wrong("neither a loop nor a change of one");
            }
        } catch (JacksonException | IllegalArgumentException e) {
            if (!atEnd) {
                throw wrong("neither a loop nor a change of one");
            }
            unfinished = true;
            return;
        }
        last.ifPresent(whole -> steps.step(json, whole, this));
    }

    private Optional<JsonNode> patched(JsonNode delta) {
        return last.map(before -> FlightPatch.apply(before, delta));
    }

    FlightLine loop(JsonNode whole) {
        return part(whole, FlightLine.class);
    }

    /** What a part of the loop says. */
    <T> T part(JsonNode json, Class<T> type) {
        try {
            return FlightJson.MAPPER.treeToValue(json, type);
        } catch (JacksonException e) {
            throw wrong("of another version of Plimsoll, or changed by hand" + field(e));
        }
    }

    private static String field(JacksonException problem) {
        String field =
                problem.getPath().stream()
                        .map(step ->
                                step.getPropertyName() == null
                                        ? "[" + step.getIndex() + "]"
                                        : "." + step.getPropertyName())
                        .collect(Collectors.joining());
        return field.isEmpty() ? "" : " in " + Excerpt.of(field.substring(1));
    }

    private InvalidInputException wrong(String problem) {
        return new InvalidInputException(
                "%s: line %d: not of a flight record: %s".formatted(file, number, problem));
    }
}
