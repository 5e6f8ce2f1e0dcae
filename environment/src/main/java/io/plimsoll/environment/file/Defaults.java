package io.plimsoll.environment.file;

import io.plimsoll.environment.FileText;
import io.plimsoll.environment.JsonText;
import io.plimsoll.environment.OwnObjects;
import io.plimsoll.environment.file.Yaml.Mapping;
import io.plimsoll.environment.file.Yaml.Sequence;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Completes a block with what its record declares as defaults. Blocks are completed key by key,
 * lists and maps are taken as the file has them, but for the keys of their blocks.
 */
final class Defaults {

    private Defaults() {}

    static Mapping complete(Class<?> record, Mapping block) {
        return complete(record, block, Mapping.EMPTY);
    }

    private static Mapping complete(Class<?> type, Mapping block, Mapping fallback) {
        Class<?> record = FileShape.chosen(type, block);
        Mapping completed = block;
        for (FileShape.Field field : FileShape.keyedFields(record)) {
            Optional<Yaml> standIn =
                    fallback.get(field.key()).or(() -> field.defaultText().map(Defaults::parse));
            if (field.component().getType() == Optional.class && block.leavesEmpty(field.key())) {
                standIn = Optional.empty();
            }
            Optional<Yaml> value =
                    complete(field.component().getGenericType(), block.get(field.key()), standIn);
            if (value.isPresent()) {
                completed = completed.with(field.key(), value.get());
            }
        }
        return completed;
    }

    private static Optional<Yaml> complete(
            Type type, Optional<Yaml> given, Optional<Yaml> standIn) {
        if (type instanceof Class<?> block
                && (block.isRecord() || block.isSealed())
                && block != JsonText.class
                && block != FileText.class
                && block != OwnObjects.class) {
            return Optional.of(block(block, given, standIn));
        }
        if (type instanceof ParameterizedType generic) {
            return switch (raw(generic).getSimpleName()) {
                case "Optional" ->
                        given.isEmpty()
                                ? standIn
                                : complete(generic.getActualTypeArguments()[0], given, standIn);
                case "List" -> given.or(() -> standIn).map(list -> list(generic, list));
                default -> map(generic, given, standIn);
            };
        }
        return given.or(() -> standIn);
    }

    private static Yaml block(Class<?> type, Optional<Yaml> given, Optional<Yaml> standIn) {
        Mapping fallback =
                standIn.filter(Mapping.class::isInstance)
                        .map(Mapping.class::cast)
                        .orElse(Mapping.EMPTY);
        return switch (given.orElse(Mapping.EMPTY)) {
            case Mapping mapping -> complete(type, mapping, fallback);
            case Yaml other -> other;
        };
    }

    private static Yaml list(ParameterizedType type, Yaml given) {
        Type element = type.getActualTypeArguments()[0];
        if (!(given instanceof Sequence sequence)) {
            return given;
        }
        List<Yaml> items =
                sequence.items().stream()
                        .map(item ->
                                complete(element, Optional.of(item), Optional.empty()).orElse(item))
                        .toList();
        return new Sequence(items, sequence.line());
    }

    private static Optional<Yaml> map(
            ParameterizedType type, Optional<Yaml> given, Optional<Yaml> standIn) {
        Type element = type.getActualTypeArguments()[1];
        boolean ofBlocks = element instanceof Class<?> block && block.isRecord();
        if (!ofBlocks || !(given.orElse(Mapping.EMPTY) instanceof Mapping mapping)) {
            return given.or(() -> standIn);
        }
        if (given.isEmpty()) {
            return standIn.isEmpty() ? standIn : map(type, standIn, standIn);
        }
        Mapping fallback = (Mapping) standIn.orElse(Mapping.EMPTY);
        Map<String, Yaml> completed = new LinkedHashMap<>(mapping.entries());
        completed.replaceAll((key, value) ->
                complete(
                                element,
                                Optional.of(value).filter(entry -> !Yaml.isNull(entry)),
                                fallback.get(key))
                        .orElse(value));
        return Optional.of(new Mapping(completed, mapping.line()));
    }

    private static Class<?> raw(ParameterizedType type) {
        return (Class<?>) type.getRawType();
    }

    static Yaml parse(String text) {
        try {
            return YamlDocument.parse(text).orElseThrow();
        } catch (YamlDocument.InvalidYamlException e) {
            throw new IllegalStateException("a declared default is not YAML: " + text, e);
        }
    }
}
