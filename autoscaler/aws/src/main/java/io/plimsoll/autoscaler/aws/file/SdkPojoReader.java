package io.plimsoll.autoscaler.aws.file;

import io.plimsoll.environment.input.Excerpt;
import io.plimsoll.environment.input.InvalidFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.traits.ListTrait;
import software.amazon.awssdk.core.traits.MapTrait;
import software.amazon.awssdk.utils.builder.Buildable;
import tools.jackson.databind.JsonNode;

/** Fills the SDK's builders from JSON; members that this SDK does not know are passed over. */
final class SdkPojoReader {

    private final Path file;

    SdkPojoReader(Path file) {
        this.file = file;
    }

    void fill(SdkPojo builder, JsonNode json, String path) {
        if (!json.isObject()) {
            throw wrong(json, path, "an object");
        }
        for (SdkField<?> field : builder.sdkFields()) {
            JsonNode value = json.path(field.memberName());
            if (!value.isMissingNode() && !value.isNull()) {
                String at = path.isEmpty() ? field.memberName() : path + "." + field.memberName();
                convert(field, value, at).ifPresent(converted -> field.set(builder, converted));
            }
        }
    }

    /** Empty for kinds of value that nobody asks for; times of making are written in many ways. */
    private Optional<Object> convert(SdkField<?> field, JsonNode value, String path) {
        return switch (field.marshallingType().getKnownType()) {
            case STRING -> Optional.of(text(value, path));
            case INTEGER ->
                    Optional.of(
                            Math.toIntExact(
                                    whole(value, path, Integer.MIN_VALUE, Integer.MAX_VALUE)));
            case LONG -> Optional.of(whole(value, path, Long.MIN_VALUE, Long.MAX_VALUE));
            case SHORT -> Optional.of((short) whole(value, path, Short.MIN_VALUE, Short.MAX_VALUE));
            case BYTE -> Optional.of((byte) whole(value, path, Byte.MIN_VALUE, Byte.MAX_VALUE));
            case DOUBLE -> Optional.of(number(value, path).doubleValue());
            case FLOAT -> Optional.of(number(value, path).floatValue());
            case BIG_DECIMAL -> Optional.of(number(value, path).decimalValue());
            case BOOLEAN -> Optional.of(bool(value, path));
            case SDK_POJO -> Optional.of(structure(field, value, path));
            case LIST -> Optional.of(list(field.getRequiredTrait(ListTrait.class), value, path));
            case MAP -> Optional.of(map(field.getRequiredTrait(MapTrait.class), value, path));
            case INSTANT, NULL, SDK_BYTES, DOCUMENT -> Optional.empty();
        };
    }

    private Object structure(SdkField<?> field, JsonNode value, String path) {
        SdkPojo builder = field.constructor().get();
        fill(builder, value, path);
        return ((Buildable) builder).build();
    }

    private List<Object> list(ListTrait trait, JsonNode value, String path) {
        if (!value.isArray()) {
            throw wrong(value, path, "a list");
        }
        List<Object> items = new ArrayList<>();
        for (JsonNode item : value) {
            if (item.isNull()) {
                throw wrong(item, path + "[" + items.size() + "]", "an item of a list");
            }
            convert(trait.memberFieldInfo(), item, path + "[" + items.size() + "]")
                    .ifPresent(items::add);
        }
        return items;
    }

    private Map<String, Object> map(MapTrait trait, JsonNode value, String path) {
        if (!value.isObject()) {
            throw wrong(value, path, "an object");
        }
        Map<String, Object> entries = new LinkedHashMap<>();
        value.properties().stream()
                .filter(entry -> !entry.getValue().isNull())
                .forEach(entry ->
                        convert(
                                        trait.valueFieldInfo(),
                                        entry.getValue(),
                                        path + "." + entry.getKey())
                                .ifPresent(item -> entries.put(entry.getKey(), item)));
        return entries;
    }

    private String text(JsonNode value, String path) {
        if (!value.isValueNode()) {
            throw wrong(value, path, "a string");
        }
        return value.asString();
    }

    private long whole(JsonNode value, String path, long min, long max) {
        if (!value.isIntegralNumber()
                || !value.canConvertToLong()
                || value.longValue() < min
                || value.longValue() > max) {
            throw wrong(value, path, "a whole number");
        }
        return value.longValue();
    }

    private JsonNode number(JsonNode value, String path) {
        if (!value.isNumber()) {
            throw wrong(value, path, "a number");
        }
        return value;
    }

    private boolean bool(JsonNode value, String path) {
        if (!value.isBoolean()) {
            throw wrong(value, path, "true or false");
        }
        return value.booleanValue();
    }

    private InvalidFileException wrong(JsonNode value, String path, String allowed) {
        return new InvalidFileException(
                file, "%s: %s is not %s".formatted(path, Excerpt.of(value.toString()), allowed));
    }
}
