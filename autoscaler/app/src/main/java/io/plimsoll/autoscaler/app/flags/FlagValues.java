package io.plimsoll.autoscaler.app.flags;

import io.plimsoll.autoscaler.app.InvalidInputException;
import io.plimsoll.autoscaler.aws.discovery.GroupSelection;
import io.plimsoll.environment.flags.Decimal;
import io.plimsoll.environment.flags.Flag;
import io.plimsoll.environment.flags.FlagTable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/** What the flags of one command line say; a name that is no flag is a programming error. */
public final class FlagValues {

    private final ParseResult parsed;

    public FlagValues(ParseResult parsed) {
        this.parsed = parsed;
    }

    public boolean isGiven(String name) {
        return parsed.hasMatchedOption("--" + name);
    }

    /** Empty when the flag is not given and has no default, or is given as the empty string. */
    public Optional<String> string(String name) {
        return Optional.ofNullable(option(name).<String>getValue()).filter(text -> !text.isEmpty());
    }

    /**
     * @throws IllegalStateException when the flag has no default and is not given
     */
    public boolean bool(String name) {
        return required(name, Boolean.class);
    }

    public int integer(String name) {
        return required(name, Integer.class);
    }

    public Decimal decimal(String name) {
        return required(name, Decimal.class);
    }

    public Duration duration(String name) {
        return required(name, Duration.class);
    }

    /** In the order given; empty when not given. */
    public List<String> list(String name) {
        List<String> values = option(name).getValue();
        return values == null ? List.of() : List.copyOf(values);
    }

    /** The parts between commas. */
    public List<String> csv(String name) {
        return string(name).map(text -> Arrays.asList(text.split(",", -1))).orElse(List.of());
    }

    /**
     * {@code --nodes} and {@code --node-group-auto-discovery}.
     *
     * @throws InvalidInputException when a value is wrong
     */
    public GroupSelection groupSelection() {
        try {
            return GroupSelection.parse(list("nodes"), list("node-group-auto-discovery"));
        } catch (IllegalArgumentException e) {
            throw new InvalidInputException(String.valueOf(e.getMessage()));
        }
    }

    /** All that were given, as arguments: {@code --name=value}. */
    public List<String> given() {
        List<String> given = new ArrayList<>();
        for (Flag flag : FlagTable.all()) {
            if (isGiven(flag.name())) {
                option(flag.name())
                        .originalStringValues()
                        .forEach(value -> given.add(flag.option() + "=" + value));
            }
        }
        return given;
    }

    /** Flags that were given but have no effect here. */
    public List<String> givenWithoutEffect() {
        List<String> names = new ArrayList<>();
        for (Flag flag : FlagTable.all()) {
            if (flag.use() == Flag.Use.ACCEPTED && isGiven(flag.name())) {
                names.add(flag.option());
            }
        }
        return names;
    }

    private <T> T required(String name, Class<T> type) {
        return Optional.ofNullable(type.cast(option(name).getValue()))
                .orElseThrow(() -> new IllegalStateException("no value for --" + name));
    }

    private OptionSpec option(String name) {
        OptionSpec option = parsed.commandSpec().findOption("--" + name);
        if (option == null) {
            throw new IllegalStateException("no flag --" + name);
        }
        return option;
    }
}
