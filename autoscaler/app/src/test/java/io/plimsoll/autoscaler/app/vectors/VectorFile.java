package io.plimsoll.autoscaler.app.vectors;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.zip.GZIPInputStream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Lines of a vector file, gzipped or not. */
final class VectorFile {

    private static final JsonMapper JSON = new JsonMapper();

    private VectorFile() {}

    static List<JsonNode> resource(String name) throws IOException {
        try (InputStream file = VectorFile.class.getResourceAsStream(name)) {
            return read(new GZIPInputStream(Objects.requireNonNull(file, name)));
        }
    }

    static List<JsonNode> file(Path path) throws IOException {
        try (InputStream file = Files.newInputStream(path)) {
            return read(path.toString().endsWith(".gz") ? new GZIPInputStream(file) : file);
        }
    }

    private static List<JsonNode> read(InputStream text) throws IOException {
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(text, StandardCharsets.UTF_8))) {
            return lines.lines().filter(line -> !line.isBlank()).map(JSON::readTree).toList();
        }
    }
}
