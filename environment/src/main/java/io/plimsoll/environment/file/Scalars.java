package io.plimsoll.environment.file;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.fabric8.kubernetes.api.model.Quantity;
import io.plimsoll.environment.GoDuration;
import io.plimsoll.environment.file.Yaml.Kind;
import io.plimsoll.environment.input.Excerpt;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Pattern;

/** Values that stand in one word: how they are written, and what stands in for a bad one. */
final class Scalars {

    /** Kubernetes' own form, without signs and with no more digits than anybody means. */
    private static final Pattern QUANTITY =
            Pattern.compile(
                    "\\d{1,20}(\\.\\d{0,20})?(n|u|m|k|M|G|T|P|E|Ki|Mi|Gi|Ti|Pi|Ei|[eE][+-]?\\d{1,2})?");

    /** More than any machine has of anything. */
    private static final BigDecimal MOST = BigDecimal.valueOf(1L << 50);

    private Scalars() {}

    /** A typed value, or what it must be. */
    sealed interface Reading {
        record Value(Object value) implements Reading {}

        record Refused(String rule) implements Reading {}
    }

    static Reading read(Class<?> type, Yaml.Scalar scalar) {
        if (type == String.class) {
            return text(scalar);
        }
        if (type == int.class || type == OptionalInt.class) {
            return number(type, scalar);
        }
        if (type == boolean.class) {
            return scalar.kind() == Kind.BOOLEAN
                    ? new Reading.Value(Boolean.parseBoolean(scalar.text()))
                    : new Reading.Refused("must be true or false");
        }
        if (type == Quantity.class) {
            return quantity(scalar.text())
                    .<Reading>map(Reading.Value::new)
                    .orElseGet(() ->
                            new Reading.Refused(
                                    "must be a quantity such as 300m, 2 or 3Gi, 1Pi at most"));
        }
        if (type == Duration.class) {
            return GoDuration.parse(scalar.text())
                    .<Reading>map(Reading.Value::new)
                    .orElseGet(() ->
                            new Reading.Refused("must be a duration such as 40s, 20m or 1h30m"));
        }
        return constant(type, scalar.text());
    }

    /** What a value of the type is taken to be where the file's cannot be used. */
    static Object blank(Class<?> type) {
        if (type == String.class) {
            return "";
        }
        if (type == int.class) {
            return 0;
        }
        if (type == OptionalInt.class) {
            return OptionalInt.empty();
        }
        if (type == boolean.class) {
            return false;
        }
        if (type == Quantity.class) {
            return new Quantity("0");
        }
        if (type == Duration.class) {
            return Duration.ZERO;
        }
        return type.getEnumConstants()[0];
    }

    static Set<String> names(Class<?> enumeration) {
        return constants(enumeration).keySet();
    }

    private static Reading text(Yaml.Scalar scalar) {
        return switch (scalar.kind()) {
            case TEXT -> new Reading.Value(scalar.text());
            case INTEGER, DECIMAL, BOOLEAN, NULL ->
                    new Reading.Refused(
                            "must be text: write it in quotes, '"
                                    + Excerpt.of(scalar.text())
                                    + "'");
        };
    }

    private static Reading number(Class<?> type, Yaml.Scalar scalar) {
        Reading refused = new Reading.Refused("must be a whole number");
        if (scalar.kind() != Kind.INTEGER) {
            return refused;
        }
        try {
            int number = Integer.parseInt(scalar.text());
            return new Reading.Value(type == int.class ? number : OptionalInt.of(number));
        } catch (NumberFormatException _) {
            return refused;
        }
    }

    private static Optional<Quantity> quantity(String text) {
        if (!QUANTITY.matcher(text).matches()) {
            return Optional.empty();
        }
        try {
            Quantity quantity = Quantity.parse(text);
            BigDecimal amount = quantity.getNumericalAmount();
            return amount.compareTo(MOST) > 0 ? Optional.empty() : Optional.of(quantity);
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    private static Reading constant(Class<?> type, String text) {
        Map<String, Object> constants = constants(type);
        Object constant = constants.get(text);
        if (constant != null) {
            return new Reading.Value(constant);
        }
        return new Reading.Refused("must be one of " + String.join(", ", constants.keySet()));
    }

    private static Map<String, Object> constants(Class<?> type) {
        Map<String, Object> constants = new LinkedHashMap<>();
        for (Object constant : type.getEnumConstants()) {
            String name = ((Enum<?>) constant).name();
            try {
                JsonProperty written = type.getField(name).getAnnotation(JsonProperty.class);
                constants.put(written == null ? name : written.value(), constant);
            } catch (NoSuchFieldException e) {
                throw new IllegalStateException(e);
            }
        }
        return constants;
    }
}
