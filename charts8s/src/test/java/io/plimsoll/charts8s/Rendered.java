package io.plimsoll.charts8s;

import io.plimsoll.charts8s.layout.Layout;
import io.plimsoll.charts8s.output.GeneratedFiles;
import io.plimsoll.environment.Environment;
import io.plimsoll.environment.file.EnvironmentFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.concurrent.ConcurrentHashMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** What the files say, read back from their YAML. */
final class Rendered {

    private static final YAMLMapper YAML = YAMLMapper.builder().build();
    private static final Map<String, SortedMap<String, String>> FILES = new ConcurrentHashMap<>();

    private Rendered() {}

    static SortedMap<String, String> files(String environment, Layout layout) {
        return FILES.computeIfAbsent(
                environment + " " + layout, _ -> synthesize(environment, layout));
    }

    static List<JsonNode> objects(String environment, Layout layout) {
        return files(environment, layout).values().stream()
                .flatMap(yaml -> documents(yaml).stream())
                .toList();
    }

    /** Of an environment file's text. */
    static List<JsonNode> objects(Layout layout, String text) throws Exception {
        Environment environment =
                EnvironmentFile.parse("e.yaml", text, Environments.TODAY).environment();
        return GeneratedFiles.of(layout.files(environment), "a test").values().stream()
                .flatMap(yaml -> documents(yaml).stream())
                .toList();
    }

    static List<JsonNode> documents(String yaml) {
        try (var parser = YAML.createParser(yaml)) {
            return YAML.readerFor(JsonNode.class).<JsonNode>readValues(parser).readAll();
        }
    }

    private static SortedMap<String, String> synthesize(String environment, Layout layout) {
        try {
            return GeneratedFiles.of(
                    layout.files(Environments.of(environment)),
                    "./plimsoll manifests --layout " + layout);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
