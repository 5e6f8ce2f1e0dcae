package io.plimsoll.environment.file;

import io.plimsoll.environment.AnyScalar;
import io.plimsoll.environment.FileText;
import io.plimsoll.environment.JsonText;
import io.plimsoll.environment.OneWord;
import io.plimsoll.environment.OwnObjects;
import io.plimsoll.environment.file.Scalars.Reading;
import io.plimsoll.environment.file.Yaml.Mapping;
import io.plimsoll.environment.file.Yaml.Scalar;
import io.plimsoll.environment.file.Yaml.Sequence;
import io.plimsoll.environment.input.InvalidFileException;
import io.plimsoll.environment.input.Nearest;
import io.plimsoll.environment.input.TextFile;
import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Makes records out of completed blocks. A value that cannot be used is reported and stood in for,
 * so that the rest of the file is still looked at.
 */
final class Binder {

    private static final long LARGEST_TEXT = 1L << 20;

    private final Problems problems;
    private final Path folder;

    /**
     * @param folder that paths of other files are relative to
     */
    Binder(Problems problems, Path folder) {
        this.problems = problems;
        this.folder = folder;
    }

    <T> T bind(Class<T> type, Mapping block) {
        return type.cast(record(type, block, ""));
    }

    private Object record(Class<?> type, Mapping block, String path) {
        Class<?> chosen = FileShape.chosen(type, block);
        refuseUnknownKeys(chosen, block, path);
        return components(chosen, block, path);
    }

    private Object components(Class<?> type, Mapping block, String path) {
        List<Object> values = new ArrayList<>();
        for (FileShape.Field field : FileShape.fields(type)) {
            if (field.unwrapped()) {
                values.add(components(field.component().getType(), block, path));
            } else {
                String place = Problems.child(path, field.key());
                Object value = value(field, block.get(field.key()), place);
                Constraints.check(field.component().getAccessor(), value, place, problems);
                values.add(value);
            }
        }
        return construct(type, values);
    }

    private Object value(FileShape.Field field, Optional<Yaml> given, String path) {
        boolean anyScalar = field.component().isAnnotationPresent(AnyScalar.class);
        return value(field.type(), given, path, anyScalar);
    }

    private Object value(AnnotatedType type, Optional<Yaml> given, String path, boolean anyScalar) {
        Class<?> raw = raw(type.getType());
        if (raw == Optional.class) {
            return given.map(yaml -> value(argument(type, 0), Optional.of(yaml), path, anyScalar));
        }
        if (raw == OptionalInt.class && given.isEmpty()) {
            return OptionalInt.empty();
        }
        if (given.isEmpty()) {
            problems.add(path, "is missing");
        }
        if (raw == List.class) {
            return list(argument(type, 0), given, path, anyScalar);
        }
        if (raw == FileText.class) {
            return fileText(given, path);
        }
        if (raw == OwnObjects.class) {
            String name = (String) scalar(String.class, given, path, false);
            return ObjectFolder.read(folder, name, path, problems);
        }
        if (raw == JsonText.class) {
            return json(given, path);
        }
        if (raw.isRecord() || raw.isSealed()) {
            return block(raw, given, path);
        }
        if (type instanceof AnnotatedParameterizedType) {
            return map(type, given, path, anyScalar);
        }
        Object value = scalar(raw, given, path, anyScalar);
        Constraints.check(type, value, path, problems);
        return value;
    }

    private Object block(Class<?> type, Optional<Yaml> given, String path) {
        if (given.isPresent() && given.get() instanceof Mapping mapping) {
            return record(type, mapping, path);
        }
        if (given.isPresent()
                && given.get() instanceof Scalar word
                && type.isAnnotationPresent(OneWord.class)) {
            return ofOneWord(type, word, path);
        }
        given.ifPresent(other -> refuse(path, "must be a block of keys", other));
        return components(
                FileShape.chosen(type, Mapping.EMPTY),
                Defaults.complete(type, Mapping.EMPTY),
                path);
    }

    private Object ofOneWord(Class<?> type, Scalar word, String path) {
        List<Object> values = new ArrayList<>();
        for (FileShape.Field field : FileShape.fields(type)) {
            Optional<Yaml> given =
                    values.isEmpty() ? Optional.of(word) : field.defaultText().map(Defaults::parse);
            values.add(value(field, given, path));
        }
        return construct(type, values);
    }

    private FileText fileText(Optional<Yaml> given, String path) {
        String name = (String) scalar(String.class, given, path, false);
        if (name.isEmpty()) {
            return new FileText("", "");
        }
        try {
            return new FileText(name, TextFile.read(folder.resolve(name), LARGEST_TEXT));
        } catch (InvalidFileException e) {
            return noFile(name, e.problem(), path);
        } catch (InvalidPathException e) {
            return noFile(name, e.getReason(), path);
        }
    }

    private FileText noFile(String name, String why, String path) {
        problems.add(
                path,
                "must be a file, its path relative to this one, is '%s': %s".formatted(name, why));
        return new FileText(name, "");
    }

    private JsonText json(Optional<Yaml> given, String path) {
        Yaml value = given.orElse(Mapping.EMPTY);
        if (!(value instanceof Mapping)) {
            refuse(path, "must be a block of keys", value);
        }
        return new JsonText(Json.of(value));
    }

    private List<Object> list(
            AnnotatedType element, Optional<Yaml> given, String path, boolean anyScalar) {
        if (anyScalar && given.isPresent() && given.get() instanceof Scalar) {
            return List.of(value(element, given, path, true));
        }
        if (!(given.orElse(new Sequence(List.of(), 0)) instanceof Sequence sequence)) {
            given.ifPresent(other -> refuse(path, "must be a list", other));
            return List.of();
        }
        List<Object> items = new ArrayList<>();
        for (Yaml item : sequence.items()) {
            items.add(
                    value(
                            element,
                            Optional.of(item),
                            Problems.item(path, items.size()),
                            anyScalar));
        }
        return items;
    }

    private SortedMap<String, Object> map(
            AnnotatedType type, Optional<Yaml> given, String path, boolean anyScalar) {
        SortedMap<String, Object> map = new TreeMap<>();
        if (!(given.orElse(Mapping.EMPTY) instanceof Mapping mapping)) {
            given.ifPresent(other -> refuse(path, "must be a block of keys", other));
            return map;
        }
        mapping.entries()
                .forEach((key, entry) -> {
                    String place = Problems.child(path, key);
                    Constraints.check(argument(type, 0), key, place, problems);
                    map.put(key, value(argument(type, 1), Optional.of(entry), place, anyScalar));
                });
        return map;
    }

    private Object scalar(Class<?> type, Optional<Yaml> given, String path, boolean anyScalar) {
        if (given.isEmpty()) {
            return Scalars.blank(type);
        }
        if (!(given.get() instanceof Scalar scalar)) {
            refuse(path, "must be a single value", given.get());
            return Scalars.blank(type);
        }
        Scalar read =
                anyScalar && scalar.kind() != Yaml.Kind.NULL
                        ? new Scalar(scalar.text(), Yaml.Kind.TEXT, scalar.line())
                        : scalar;
        return switch (Scalars.read(type, read)) {
            case Reading.Value(Object value) -> value;
            case Reading.Refused(String rule) -> {
                Set<String> words = type.isEnum() ? Scalars.names(type) : Set.of();
                problems.add(
                        path,
                        rule
                                + ", is "
                                + scalar.described()
                                + Nearest.question(scalar.text(), words));
                yield Scalars.blank(type);
            }
        };
    }

    private void refuse(String path, String rule, Yaml found) {
        problems.add(path, rule + ", is " + found.described());
    }

    private void refuseUnknownKeys(Class<?> type, Mapping block, String path) {
        Set<String> known =
                FileShape.keyedFields(type).stream()
                        .map(FileShape.Field::key)
                        .collect(Collectors.toSet());
        for (String key : block.entries().keySet()) {
            if (!known.contains(key)) {
                String allowed = known.stream().sorted().collect(Collectors.joining(", "));
                String hint = Nearest.question(key, known);
                problems.add(
                        Problems.child(path, key),
                        "is not a known key"
                                + (hint.isEmpty() ? "; allowed are " + allowed : hint));
            }
        }
    }

    private static Object construct(Class<?> type, List<Object> values) {
        Class<?>[] types =
                Stream.of(type.getRecordComponents())
                        .map(RecordComponent::getType)
                        .toArray(Class<?>[]::new);
        try {
            return type.getDeclaredConstructor(types).newInstance(values.toArray());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("cannot make a " + type.getSimpleName(), e);
        }
    }

    private static Class<?> raw(Type type) {
        return (Class<?>) (type instanceof ParameterizedType generic ? generic.getRawType() : type);
    }

    private static AnnotatedType argument(AnnotatedType type, int index) {
        return ((AnnotatedParameterizedType) type).getAnnotatedActualTypeArguments()[index];
    }
}
