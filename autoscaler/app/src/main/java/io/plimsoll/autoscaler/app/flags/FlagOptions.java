package io.plimsoll.autoscaler.app.flags;

import io.plimsoll.environment.flags.Decimal;
import io.plimsoll.environment.flags.Flag;
import io.plimsoll.environment.flags.FlagTable;
import io.plimsoll.environment.flags.FlagText;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.TypeConversionException;

/** Makes Cluster Autoscaler's flags options of a command. */
public final class FlagOptions {

    private FlagOptions() {}

    public static void addTo(CommandSpec command) {
        FlagTable.all().forEach(flag -> command.addOption(option(flag)));
        command.addOption(
                OptionSpec.builder("--node-repair")
                        .type(Boolean.class)
                        .arity("0..1")
                        .fallbackValue("true")
                        .defaultValue("false")
                        .paramLabel("true|false")
                        .description("Replace nodes that are broken for too long.")
                        .build());
        command.addOption(
                OptionSpec.builder("--repair-conditions")
                        .type(String.class)
                        .arity("1")
                        .paramLabel("TYPE=STATUS:TIME,...")
                        .description(
                                "Which conditions make a node broken, and after how long, such as"
                                        + " KernelReady=False:30m,Ready=False|Unknown:30m. Default:"
                                        + " those of EKS's node monitoring agent, and Ready.")
                        .build());
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
                    one(
                                    option,
                                    flag,
                                    Boolean.class,
                                    converter(FlagText::bool, FlagText.BOOL_RULE),
                                    "true|false")
                            .arity("0..1")
                            .fallbackValue("true");
            case INT ->
                    one(
                            option,
                            flag,
                            Integer.class,
                            converter(FlagText::integer, FlagText.INTEGER_RULE),
                            "N");
            case FLOAT ->
                    one(
                            option,
                            flag,
                            Decimal.class,
                            converter(FlagText::decimal, FlagText.DECIMAL_RULE),
                            "N");
            case DURATION ->
                    one(
                            option,
                            flag,
                            Duration.class,
                            converter(FlagText::duration, FlagText.DURATION_RULE),
                            "10m");
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

    /** What pflag refuses, picocli tells with what is allowed. */
    private static <T> ITypeConverter<T> converter(
            Function<String, Optional<T>> reading, String rule) {
        return text -> reading.apply(text).orElseThrow(() -> wrong(text, rule));
    }

    private static TypeConversionException wrong(String text, String allowed) {
        return new TypeConversionException(
                "\"%s\" is not allowed; allowed: %s".formatted(text, allowed));
    }
}
