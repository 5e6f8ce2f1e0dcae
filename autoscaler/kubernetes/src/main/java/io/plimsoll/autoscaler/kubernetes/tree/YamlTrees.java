package io.plimsoll.autoscaler.kubernetes.tree;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.common.Anchor;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Tag;
import org.snakeyaml.engine.v2.resolver.ScalarResolver;
import org.snakeyaml.engine.v2.schema.CoreSchema;
import tools.jackson.databind.JsonNode;

/**
 * YAML 1.2, of any length, with aliases and merge keys. The parser's events are read one by one:
 * nothing that a file holds can nest or multiply itself beyond what the builder allows.
 */
final class YamlTrees {

    private static final LoadSettings SETTINGS =
            LoadSettings.builder().setCodePointLimit(Integer.MAX_VALUE).build();
    private static final ScalarResolver RESOLVER = new CoreSchema().getScalarResolver();

    /** Values that all aliases of a file may stand for together. */
    private static final int MOST_ALIASED = 1_000_000;

    private int line = 1;
    private final TreeBuilder builder = new TreeBuilder(() -> line);
    private final Map<Anchor, JsonNode> anchored = new HashMap<>();

    /** Of the lists and maps that are open. */
    private final Deque<Optional<Anchor>> openAnchors = new ArrayDeque<>();

    private int aliased;

    private YamlTrees() {}

    static List<Tree> parse(String text) {
        YamlTrees trees = new YamlTrees();
        try {
            new Parse(SETTINGS).parseString(text).forEach(trees::add);
        } catch (MarkedYamlEngineException e) {
            throw malformed(text, line(e.getProblemMark()), "not YAML: " + e.getProblem());
        } catch (YamlEngineException e) {
            throw malformed(text, 1, "not YAML: a character that no text has");
        } catch (NumberFormatException e) {
            // How the library takes an escape such as \\x without its digits.
            throw malformed(text, 1, "not YAML: an escape without its digits");
        } catch (UnkeyableException e) {
            throw malformed(text, e.line, "not YAML of Kubernetes: a key that is no text");
        }
        return trees.builder.trees();
    }

    private static MalformedTextException malformed(String text, int line, String problem) {
        return new MalformedTextException(
                line,
                text.contains("{{")
                        ? "a template with \"{{\"; allowed: what helm template prints of it"
                        : problem);
    }

    /** A map whose key is a list or a map. */
    private static final class UnkeyableException extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final int line;

        UnkeyableException(int line) {
            super("line " + line);
            this.line = line;
        }
    }

    private void add(Event event) {
        line = line(event.getStartMark());
        switch (event.getEventId()) {
            case DocumentStart -> anchored.clear();
            case Scalar -> scalar((ScalarEvent) event);
            case Alias -> alias(((AliasEvent) event).getAlias());
            case MappingStart, SequenceStart -> open((CollectionStartEvent) event);
            case MappingEnd, SequenceEnd -> {
                JsonNode closed = builder.close();
                openAnchors.pop().ifPresent(anchor -> anchored.put(anchor, closed));
            }
            case DocumentEnd, StreamStart, StreamEnd, Comment -> {}
        }
    }

    private void open(CollectionStartEvent event) {
        if (builder.expectsKey()) {
            throw new UnkeyableException(line);
        }
        if (event.getEventId() == Event.ID.MappingStart) {
            builder.openObject();
        } else {
            builder.openList();
        }
        // Until it ends, an anchor of the same name is hidden: nothing may contain itself.
        event.getAnchor().ifPresent(anchored::remove);
        openAnchors.push(event.getAnchor());
    }

    private void scalar(ScalarEvent event) {
        JsonNode value = value(event);
        event.getAnchor().ifPresent(anchor -> anchored.put(anchor, value));
        if (!builder.expectsKey()) {
            builder.add(value);
        } else if (event.isPlain() && event.getValue().equals("<<")) {
            builder.mergeKey();
        } else {
            builder.key(event.getValue());
        }
    }

    private void alias(Anchor alias) {
        JsonNode value = anchored.get(alias);
        if (value == null) {
            throw new MalformedTextException(
                    line, "nothing before is anchored as &" + alias.getValue());
        }
        if (builder.expectsKey()) {
            if (value.isContainer()) {
                throw new UnkeyableException(line);
            }
            builder.key(value.asString());
            return;
        }
        aliased += size(value, MOST_ALIASED - aliased);
        if (aliased > MOST_ALIASED) {
            throw new MalformedTextException(
                    line, "its aliases stand for more than %d values".formatted(MOST_ALIASED));
        }
        builder.add(value.deepCopy());
    }

    /** The number of values, or more than enough. */
    private static int size(JsonNode value, int enough) {
        int size = 1;
        for (JsonNode child : value) {
            if (size > enough) {
                break;
            }
            size += size(child, enough - size);
        }
        return size;
    }

    private static JsonNode value(ScalarEvent event) {
        String text = event.getValue();
        Optional<String> tag = event.getTag();
        boolean plain = event.isPlain() && tag.isEmpty();
        Tag type = tag.map(Tag::new).orElseGet(() -> RESOLVER.resolve(text, plain));
        if (type.equals(Tag.NULL)) {
            return TreeBuilder.NODES.nullNode();
        }
        if (type.equals(Tag.BOOL)) {
            return TreeBuilder.NODES.booleanNode(Boolean.parseBoolean(text));
        }
        if (type.equals(Tag.INT) || type.equals(Tag.FLOAT)) {
            return number(text);
        }
        return TreeBuilder.NODES.stringNode(text);
    }

    private static JsonNode number(String text) {
        String unsigned = text.startsWith("+") ? text.substring(1) : text;
        try {
            if (unsigned.startsWith("0x")) {
                return TreeBuilder.NODES.numberNode(Long.parseLong(unsigned.substring(2), 16));
            }
            if (unsigned.startsWith("0o")) {
                return TreeBuilder.NODES.numberNode(Long.parseLong(unsigned.substring(2), 8));
            }
        } catch (NumberFormatException e) {
            return TreeBuilder.NODES.stringNode(text);
        }
        return TreeBuilder.number(unsigned);
    }

    private static int line(Optional<Mark> mark) {
        return mark.map(Mark::getLine).orElse(0) + 1;
    }
}
