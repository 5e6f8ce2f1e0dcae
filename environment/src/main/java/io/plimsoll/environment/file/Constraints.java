package io.plimsoll.environment.file;

import io.plimsoll.environment.input.Excerpt;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.lang.reflect.AnnotatedElement;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/** Holds values against the limits that stand where they are declared. */
final class Constraints {

    /** Nothing that AWS or Kubernetes names is longer; the JDK's patterns recurse. */
    private static final int LONGEST = 2048;

    private Constraints() {}

    static void check(AnnotatedElement declared, Object value, String path, Problems problems) {
        Pattern pattern = declared.getAnnotation(Pattern.class);
        if (pattern != null
                && value instanceof String text
                && (text.length() > LONGEST || !text.matches(pattern.regexp()))) {
            problems.addGiven(
                    path, "must be " + pattern.message() + ", is '" + Excerpt.of(text) + "'");
        }
        Size size = declared.getAnnotation(Size.class);
        if (size != null && value instanceof List<?> list) {
            checkSize(size, list.size(), path, problems);
        }
        if (size != null && value instanceof Map<?, ?> map) {
            checkSize(size, map.size(), path, problems);
        }
        switch (value) {
            case Integer number -> checkRange(declared, number, path, problems);
            case OptionalInt number when number.isPresent() ->
                    checkRange(declared, number.getAsInt(), path, problems);
            default -> {}
        }
    }

    private static void checkSize(Size size, int found, String path, Problems problems) {
        if (found < size.min()) {
            problems.addGiven(
                    path,
                    "must have at least " + size.min() + entries(size.min()) + ", has " + found);
        }
        if (found > size.max()) {
            problems.addGiven(
                    path,
                    "must have at most " + size.max() + entries(size.max()) + ", has " + found);
        }
    }

    private static String entries(int count) {
        return count == 1 ? " entry" : " entries";
    }

    private static void checkRange(
            AnnotatedElement declared, int value, String path, Problems problems) {
        Min min = declared.getAnnotation(Min.class);
        Max max = declared.getAnnotation(Max.class);
        if (min != null && value < min.value()) {
            problems.addGiven(path, "must be " + min.value() + " or more, is " + value);
        }
        if (max != null && value > max.value()) {
            problems.addGiven(path, "must be " + max.value() + " or less, is " + value);
        }
    }
}
