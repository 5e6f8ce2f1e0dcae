package io.plimsoll.autoscaler.app.usage;

import io.plimsoll.autoscaler.app.plan.Lines;
import io.plimsoll.environment.flags.Flag;
import io.plimsoll.environment.flags.FlagTable;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.UsageMessageSpec;
import picocli.CommandLine.ParseResult;

/**
 * Keeps Cluster Autoscaler's flags out of the usage of a command, which nobody would read to its
 * end; {@code --help-flags} lists them.
 */
public final class FlagHelp {

    private static final String NAME = "--help-flags";

    private FlagHelp() {}

    public static void addTo(CommandLine command) {
        command.getCommandSpec()
                .addOption(
                        OptionSpec.builder(NAME)
                                .type(Boolean.class)
                                .arity("0")
                                .help(true)
                                .description("Lists the flags of Cluster Autoscaler, and exits.")
                                .build());
        command.getHelpSectionMap()
                .put(UsageMessageSpec.SECTION_KEY_OPTION_LIST, FlagHelp::ownOptions);
        command.getHelpSectionMap()
                .put(
                        UsageMessageSpec.SECTION_KEY_SYNOPSIS,
                        help ->
                                "%s [OPTION]… [FLAG of Cluster Autoscaler]…%n"
                                        .formatted(help.commandSpec().qualifiedName()));
    }

    private static String ownOptions(Help help) {
        List<OptionSpec> own =
                help.commandSpec().options().stream()
                        .filter(option -> FlagTable.find(bare(option.longestName())).isEmpty())
                        .toList();
        return help.optionListExcludingGroups(own);
    }

    private static String bare(String option) {
        return option.replaceFirst("^-+", "");
    }

    /** Whether the flags, and nothing else, are asked for. */
    public static boolean isAsked(ParseResult parsed) {
        ParseResult last = parsed;
        while (last.hasSubcommand()) {
            last = last.subcommand();
        }
        return last.hasMatchedOption(NAME);
    }

    /** All flags, those that do something first. */
    public static String text() {
        Lines lines = new Lines();
        lines.add(0, "Flags of Cluster Autoscaler 1.20 to 1.37 on AWS, with their defaults:");
        acted(true).forEach(flag -> lines.add(2, flag.option() + kind(flag) + standard(flag)));
        lines.blank()
                .add(
                        0,
                        "Taken so that a command line that works stays one, without effect"
                                + " (docs/migration.md says why of each):");
        lines.add(2, acted(false).map(Flag::option).collect(Collectors.joining(" ")));
        return lines.toString();
    }

    private static Stream<Flag> acted(boolean wanted) {
        return FlagTable.all().stream().filter(flag -> (flag.use() == Flag.Use.ACTED) == wanted);
    }

    private static String kind(Flag flag) {
        return switch (flag.kind()) {
            case BOOL -> "[=true|false]";
            case INT, FLOAT -> "=N";
            case DURATION -> "=DURATION";
            case STRING -> "=TEXT";
            case LIST -> "=TEXT, again and again";
            case CSV -> "=TEXT,TEXT";
        };
    }

    private static String standard(Flag flag) {
        return flag.defaultValue().isEmpty() ? "" : " (%s)".formatted(flag.defaultValue());
    }
}
