package io.plimsoll.environment.file;

import io.plimsoll.environment.file.Yaml.Kind;
import io.plimsoll.environment.file.Yaml.Mapping;
import io.plimsoll.environment.file.Yaml.Scalar;
import io.plimsoll.environment.file.Yaml.Sequence;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;
import org.snakeyaml.engine.v2.schema.CoreSchema;

/** Turns YAML 1.2 text into {@link Yaml}, and says which lines stop it from doing so. */
final class YamlDocument {

    private static final LoadSettings SETTINGS =
            LoadSettings.builder().setSchema(new CoreSchema()).setAllowNonScalarKeys(true).build();
    private static final Map<Tag, Kind> KINDS =
            Map.of(
                    Tag.INT, Kind.INTEGER,
                    Tag.FLOAT, Kind.DECIMAL,
                    Tag.BOOL, Kind.BOOLEAN,
                    Tag.NULL, Kind.NULL);

    /** Levels of blocks and lists; the library's recursion has no bound of its own. */
    private static final int DEEPEST = 100;

    /** Aliases make many values out of a small file; nobody's environment has as many. */
    private static final long MOST_VALUES = 100_000;

    private static final int MOST_ENTRIES = 1000;

    private final Map<Node, Converted> converted = new HashMap<>();
    private final Set<Node> open = new HashSet<>();
    private final List<LineProblem> problems = new ArrayList<>();
    private long values;

    private YamlDocument() {}

    /**
     * @param values how many there are in it, itself included
     */
    private record Converted(Yaml yaml, long values) {}

    /** The one document of a text; empty if it has no content. */
    static Optional<Yaml> parse(String text) throws InvalidYamlException {
        List<Node> documents = documents(text);
        if (documents.size() > 1) {
            int second = line(documents.get(1).getStartMark());
            throw new InvalidYamlException(
                    List.of(new LineProblem(second, "", "a second document; one is allowed")));
        }
        return converted(documents).stream().findFirst();
    }

    /** Every document of a text that has content. */
    static List<Yaml> parseAll(String text) throws InvalidYamlException {
        return converted(documents(text));
    }

    private static List<Yaml> converted(List<Node> documents) throws InvalidYamlException {
        YamlDocument document = new YamlDocument();
        List<Yaml> converted = new ArrayList<>();
        documents.forEach(node -> converted.add(document.convert(node, "")));
        if (document.values > MOST_VALUES) {
            throw new InvalidYamlException(
                    List.of(new LineProblem(1, "", "holds more than " + MOST_VALUES + " values")));
        }
        if (!document.problems.isEmpty()) {
            throw new InvalidYamlException(document.problems);
        }
        converted.removeIf(Yaml::isNull);
        return converted;
    }

    private static List<Node> documents(String text) throws InvalidYamlException {
        List<Node> documents = new ArrayList<>();
        try {
            refuseDeepNesting(text);
            new Compose(SETTINGS).composeAllFromString(text).forEach(documents::add);
        } catch (MarkedYamlEngineException e) {
            throw new InvalidYamlException(
                    List.of(new LineProblem(line(e.getProblemMark()), "", e.getProblem())));
        } catch (YamlEngineException e) {
            throw new InvalidYamlException(List.of(new LineProblem(1, "", firstLine(e))));
        } catch (NumberFormatException e) {
            // How the library takes an escape such as \\x without its digits.
            throw new InvalidYamlException(
                    List.of(new LineProblem(1, "", "an escape without its digits")));
        }
        return documents;
    }

    private static void refuseDeepNesting(String text) throws InvalidYamlException {
        int depth = 0;
        for (Event event : new Parse(SETTINGS).parseString(text)) {
            switch (event.getEventId()) {
                case MappingStart, SequenceStart -> depth++;
                case MappingEnd, SequenceEnd -> depth--;
                case Alias,
                        Comment,
                        DocumentEnd,
                        DocumentStart,
                        Scalar,
                        StreamEnd,
                        StreamStart -> {}
            }
            if (depth > DEEPEST) {
                throw new InvalidYamlException(
                        List.of(
                                new LineProblem(
                                        line(event.getStartMark()),
                                        "",
                                        "is nested too deep; %d levels are allowed"
                                                .formatted(DEEPEST))));
            }
        }
    }

    /** Aliases share their anchor's node; converting it once keeps a small file small. */
    private Yaml convert(Node node, String path) {
        Converted known = converted.get(node);
        if (known != null) {
            values = Math.min(values + known.values(), Long.MAX_VALUE / 2);
            return values > MOST_VALUES ? Mapping.EMPTY : known.yaml();
        }
        long before = values++;
        if (!open.add(node)) {
            problems.add(new LineProblem(line(node.getStartMark()), path, "contains itself"));
            return Mapping.EMPTY;
        }
        Yaml yaml =
                switch (node) {
                    case MappingNode mapping -> mapping(mapping, path);
                    case SequenceNode sequence -> sequence(sequence, path);
                    case ScalarNode scalar ->
                            new Scalar(
                                    scalar.getValue(),
                                    KINDS.getOrDefault(scalar.getTag(), Kind.TEXT),
                                    line(node.getStartMark()));
                    default -> throw new IllegalStateException("no such YAML node: " + node);
                };
        open.remove(node);
        converted.put(node, new Converted(yaml, values - before));
        return yaml;
    }

    /** Nothing in the file comes by the thousand. */
    private boolean isTooLong(int entries, Node node, String path) {
        if (entries > MOST_ENTRIES) {
            problems.add(
                    new LineProblem(
                            line(node.getStartMark()),
                            path,
                            "must have at most %d entries, has %d"
                                    .formatted(MOST_ENTRIES, entries)));
        }
        return entries > MOST_ENTRIES;
    }

    private Yaml sequence(SequenceNode sequence, String path) {
        if (isTooLong(sequence.getValue().size(), sequence, path)) {
            return Mapping.EMPTY;
        }
        List<Yaml> items = new ArrayList<>();
        for (Node item : sequence.getValue()) {
            items.add(convert(item, path + "[" + items.size() + "]"));
        }
        return new Sequence(items, line(sequence.getStartMark()));
    }

    private Yaml mapping(MappingNode mapping, String path) {
        if (isTooLong(mapping.getValue().size(), mapping, path)) {
            return Mapping.EMPTY;
        }
        Map<String, Yaml> entries = new LinkedHashMap<>();
        for (NodeTuple tuple : mapping.getValue()) {
            int line = line(tuple.getKeyNode().getStartMark());
            if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
                problems.add(new LineProblem(line, path, "a key must be text"));
                continue;
            }
            String field = Problems.child(path, key.getValue());
            Yaml value = at(line, convert(tuple.getValueNode(), field));
            if (entries.putIfAbsent(key.getValue(), value) != null) {
                problems.add(new LineProblem(line, field, "is there twice; once is allowed"));
            }
        }
        return new Mapping(entries, line(mapping.getStartMark()));
    }

    /** A value is looked for where its key stands. */
    private static Yaml at(int line, Yaml value) {
        return switch (value) {
            case Scalar scalar -> new Scalar(scalar.text(), scalar.kind(), line);
            case Sequence sequence -> new Sequence(sequence.items(), line);
            case Mapping mapping -> new Mapping(mapping.entries(), line);
        };
    }

    private static int line(Optional<Mark> mark) {
        return mark.map(Mark::getLine).orElse(0) + 1;
    }

    private static String firstLine(Exception e) {
        return String.valueOf(e.getMessage()).lines().findFirst().orElse("is not YAML");
    }

    /** A text that is not one YAML document with each key once. */
    static final class InvalidYamlException extends Exception {
        private static final long serialVersionUID = 1L;
        private final transient List<LineProblem> problems;

        InvalidYamlException(List<LineProblem> problems) {
            super(problems.toString());
            this.problems = List.copyOf(problems);
        }

        List<LineProblem> problems() {
            return problems;
        }
    }

    /**
     * @param line from 1
     * @param field empty for the text as a whole
     */
    record LineProblem(int line, String field, String message) {
        Problem in(String file) {
            return new Problem(file, line, field, message);
        }
    }
}
