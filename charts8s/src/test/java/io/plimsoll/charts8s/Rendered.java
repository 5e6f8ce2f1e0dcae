package io.plimsoll.charts8s;

import io.plimsoll.charts8s.output.GeneratedFiles;
import io.plimsoll.environment.Environment;
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
    private static final Map<Environment, SortedMap<String, String>> FILES =
            new ConcurrentHashMap<>();

    private Rendered() {}

    static SortedMap<String, String> files(Environment environment) {
        return FILES.computeIfAbsent(environment, Rendered::synthesize);
    }

    static List<JsonNode> objects(Environment environment) {
        return files(environment).values().stream()
                .flatMap(yaml -> documents(yaml).stream())
                .toList();
    }

    static List<JsonNode> documents(String yaml) {
        try (var parser = YAML.createParser(yaml)) {
            return YAML.readerFor(JsonNode.class).<JsonNode>readValues(parser).readAll();
        }
    }

    private static SortedMap<String, String> synthesize(Environment environment) {
        try {
            return GeneratedFiles.of(EnvironmentCharts.of(environment));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
