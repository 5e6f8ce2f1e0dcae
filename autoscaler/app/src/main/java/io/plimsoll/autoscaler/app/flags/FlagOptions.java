package io.plimsoll.autoscaler.app.flags;

import io.plimsoll.environment.GoDuration;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.TypeConversionException;

/** Makes Cluster Autoscaler's flags options of a command. */
public final class FlagOptions {

    private static final Set<String> TRUE = Set.of("1", "t", "T", "TRUE", "true", "True");
    private static final Set<String> FALSE = Set.of("0", "f", "F", "FALSE", "false", "False");

    private FlagOptions() {}

    public static void addTo(CommandSpec command) {
        FlagTable.all().forEach(flag -> command.addOption(option(flag)));
    }

    private static OptionSpec option(Flag flag) {
        OptionSpec.Builder option =
                flag.name().length() == 1
                        ? OptionSpec.builder(flag.option(), "-" + flag.name())
                        : OptionSpec.builder(flag.option());
        option.hidden(flag.use() == Flag.Use.ACCEPTED)
                .description(
                        flag.defaultValue().isEmpty()
                                ? "As in Cluster Autoscaler."
                                : "As in Cluster Autoscaler. Default: " + flag.defaultValue());
        return typed(option, flag).build();
    }

    private static OptionSpec.Builder typed(OptionSpec.Builder option, Flag flag) {
        return switch (flag.kind()) {
            case BOOL ->
                    one(option, flag, Boolean.class, FlagOptions::bool, "true|false")
                            .arity("0..1")
                            .fallbackValue("true");
            case INT -> one(option, flag, Integer.class, FlagOptions::integer, "N");
            case FLOAT -> one(option, flag, Decimal.class, FlagOptions::decimal, "N");
            case DURATION -> one(option, flag, Duration.class, FlagOptions::duration, "10m");
            case STRING, CSV -> one(option, flag, String.class, text -> text, "VALUE");
            case LIST ->
                    option.type(List.class)
                            .auxiliaryTypes(String.class)
                            .arity("1")
                            .paramLabel("VALUE");
        };
    }

    private static OptionSpec.Builder one(
            OptionSpec.Builder option,
            Flag flag,
            Class<?> type,
            ITypeConverter<?> converter,
            String label) {
        return option.type(type)
                .converters(converter)
                .arity("1")
                .paramLabel(label)
                .defaultValue(flag.defaultValue());
    }

    private static Boolean bool(String text) {
        if (TRUE.contains(text)) {
            return true;
        }
        if (FALSE.contains(text)) {
            return false;
        }
        throw wrong(text, "true or false");
    }

    /** Go's flags have 64 bits. What is beyond 32 is as good as their end: no limit at all. */
    private static Integer integer(String text) {
        try {
            return Math.clamp(Long.decode(text), Integer.MIN_VALUE, Integer.MAX_VALUE);
        } catch (NumberFormatException e) {
            throw wrong(text, "a whole number");
        }
    }

    private static Decimal decimal(String text) {
        try {
            return Decimal.parse(text);
        } catch (NumberFormatException e) {
            throw wrong(text, "a number such as 0.5");
        }
    }

    /** A time that lies in the past is over: a negative duration is zero. */
    private static Duration duration(String text) {
        boolean negative = text.startsWith("-");
        String amount = negative || text.startsWith("+") ? text.substring(1) : text;
        return GoDuration.parse(amount)
                .map(duration -> negative ? Duration.ZERO : duration)
                .orElseThrow(() -> wrong(text, "a Go duration such as 10s, 1h30m or 300ms"));
    }

    private static TypeConversionException wrong(String text, String allowed) {
        return new TypeConversionException(
                "\"%s\" is not allowed; allowed: %s".formatted(text, allowed));
    }
}
