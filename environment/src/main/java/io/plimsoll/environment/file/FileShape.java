package io.plimsoll.environment.file;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** How the keys of a block in the file map to the components of a record. */
final class FileShape {

    private FileShape() {}

    /** One component of a record; an unwrapped one lends its own components to the block. */
    record Field(RecordComponent component) {

        String key() {
            return annotation(JsonProperty.class)
                    .map(JsonProperty::value)
                    .filter(name -> !name.isEmpty())
                    .orElseGet(component::getName);
        }

        boolean unwrapped() {
            return annotation(JsonUnwrapped.class).isPresent();
        }

        AnnotatedType type() {
            return component.getAnnotatedType();
        }

        /** The value that stands in for a missing key, as YAML. */
        Optional<String> defaultText() {
            return annotation(JsonProperty.class)
                    .map(JsonProperty::defaultValue)
                    .filter(text -> !text.isEmpty());
        }

        <A extends Annotation> Optional<A> annotation(Class<A> type) {
            return Optional.ofNullable(component.getAccessor().getAnnotation(type));
        }
    }

    static List<Field> fields(Class<?> record) {
        return Stream.of(record.getRecordComponents()).map(Field::new).toList();
    }

    /** The fields that have a key of their own in the record's block, unwrapped ones included. */
    static List<Field> keyedFields(Class<?> record) {
        List<Field> keyed = new ArrayList<>();
        for (Field field : fields(record)) {
            if (field.unwrapped()) {
                keyed.addAll(keyedFields(field.component().getType()));
            } else {
                keyed.add(field);
            }
        }
        return keyed;
    }

    /**
     * The record that a block means. Of a sealed interface's records it is the one whose first key
     * is there, else the first.
     */
    static Class<?> chosen(Class<?> type, Yaml.Mapping block) {
        if (!type.isSealed()) {
            return type;
        }
        List<Class<?>> records = List.of(type.getPermittedSubclasses());
        return records.stream()
                .skip(1)
                .filter(record -> block.get(fields(record).getFirst().key()).isPresent())
                .findFirst()
                .orElse(records.getFirst());
    }
}
