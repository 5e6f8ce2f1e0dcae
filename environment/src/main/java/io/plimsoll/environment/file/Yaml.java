package io.plimsoll.environment.file;

import io.plimsoll.environment.input.Excerpt;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A YAML value that remembers the line it stands on; 0 where a default stands in. */
sealed interface Yaml {

    int line();

    /** What it is, for the end of a sentence such as "must be a number, is …". */
    String described();

    static Scalar text(String text) {
        return new Scalar(text, Kind.TEXT, 0);
    }

    enum Kind {
        TEXT,
        INTEGER,
        DECIMAL,
        BOOLEAN,
        NULL
    }

    /**
     * @param text as the file has it, without its quotes
     */
    record Scalar(String text, Kind kind, int line) implements Yaml {
        @Override
        public String described() {
            return switch (kind) {
                case TEXT -> "'" + Excerpt.of(text) + "'";
                case INTEGER, DECIMAL -> "the number " + Excerpt.of(text);
                case BOOLEAN -> text;
                case NULL -> "empty";
            };
        }
    }

    record Sequence(List<Yaml> items, int line) implements Yaml {
        public Sequence {
            items = List.copyOf(items);
        }

        @Override
        public String described() {
            return "a list";
        }
    }

    /** Keys in the file's order. A key without a value counts as left out. */
    record Mapping(Map<String, Yaml> entries, int line) implements Yaml {
        static final Mapping EMPTY = new Mapping(Map.of(), 0);

        public Mapping {
            entries = Collections.unmodifiableMap(new LinkedHashMap<>(entries));
        }

        Optional<Yaml> get(String key) {
            return Optional.ofNullable(entries.get(key)).filter(value -> !isNull(value));
        }

        /** Whether the key is there without a value. */
        boolean leavesEmpty(String key) {
            return entries.containsKey(key) && get(key).isEmpty();
        }

        Optional<Mapping> mapping(String key) {
            return get(key).filter(Mapping.class::isInstance).map(Mapping.class::cast);
        }

        Optional<String> text(String key) {
            return get(key).filter(Scalar.class::isInstance).map(value -> ((Scalar) value).text());
        }

        Mapping with(String key, Yaml value) {
            Map<String, Yaml> changed = new LinkedHashMap<>(entries);
            changed.put(key, value);
            return new Mapping(changed, line);
        }

        Mapping withDefault(String key, Yaml value) {
            return get(key).isPresent() ? this : with(key, value);
        }

        @Override
        public String described() {
            return "a block of keys";
        }
    }

    static boolean isNull(Yaml value) {
        return value instanceof Scalar scalar && scalar.kind() == Kind.NULL;
    }
}
