package io.plimsoll.environment.file;

import io.plimsoll.environment.file.Yaml.Kind;
import io.plimsoll.environment.file.Yaml.Mapping;
import io.plimsoll.environment.file.Yaml.Scalar;
import io.plimsoll.environment.file.Yaml.Sequence;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.commons.text.StringEscapeUtils;

/** Writes YAML values as JSON, keys in the file's order. */
final class Json {

    /** JSON knows no other way to write a number; YAML knows some. */
    private static final String NUMBER = "-?(0|[1-9]\\d*)(\\.\\d+)?([eE][-+]?\\d+)?";

    private Json() {}

    static String of(Yaml value) {
        return switch (value) {
            case Mapping mapping ->
                    mapping.entries().entrySet().stream()
                            .map(entry -> quoted(entry.getKey()) + ":" + of(entry.getValue()))
                            .collect(Collectors.joining(",", "{", "}"));
            case Sequence sequence ->
                    sequence.items().stream()
                            .map(Json::of)
                            .collect(Collectors.joining(",", "[", "]"));
            case Scalar scalar -> of(scalar);
        };
    }

    /** A number somewhere in it that JSON has no way to write, such as an octal one. */
    static Optional<String> notDecimal(Yaml value) {
        return switch (value) {
            case Mapping mapping ->
                    mapping.entries().values().stream()
                            .flatMap(entry -> notDecimal(entry).stream())
                            .findFirst();
            case Sequence sequence ->
                    sequence.items().stream()
                            .flatMap(item -> notDecimal(item).stream())
                            .findFirst();
            case Scalar scalar ->
                    (scalar.kind() == Kind.INTEGER || scalar.kind() == Kind.DECIMAL)
                                    && !scalar.text().matches(NUMBER)
                            ? Optional.of(scalar.text())
                            : Optional.empty();
        };
    }

    private static String of(Scalar scalar) {
        Kind kind = scalar.kind();
        return switch (kind) {
            case TEXT -> quoted(scalar.text());
            case INTEGER, DECIMAL ->
                    scalar.text().matches(NUMBER) ? scalar.text() : quoted(scalar.text());
            case BOOLEAN -> scalar.text().equals("true") ? "true" : "false";
            case NULL -> "null";
        };
    }

    private static String quoted(String text) {
        return '"' + StringEscapeUtils.escapeJson(text) + '"';
    }
}
