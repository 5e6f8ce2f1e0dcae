package io.plimsoll.autoscaler.app.usage;

import io.plimsoll.environment.input.Excerpt;
import io.plimsoll.environment.input.Nearest;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.UsageMessageSpec;
import picocli.CommandLine.ParameterException;

/** Exit codes, groups of commands and the nearest word, for every command line alike. */
public final class Usage {

    private static final Map<String, String> EXIT_CODES = exitCodes();

    private Usage() {}

    private static Map<String, String> exitCodes() {
        Map<String, String> codes = new LinkedHashMap<>();
        codes.put("0", "All is well.");
        codes.put("1", "The answer is no: a check failed, a replay differs, nothing was found.");
        codes.put("2", "Bad input; one sentence says which, and nothing was written.");
        codes.put("3", "An error of our own; a file with the stack trace is named.");
        return codes;
    }

    /** The exit codes, at the end of the help of this command and all below it. */
    public static void tellExitCodes(CommandLine command) {
        command.getCommandSpec()
                .usageMessage()
                .exitCodeListHeading("%nExit codes:%n")
                .exitCodeList(EXIT_CODES);
        command.getSubcommands().values().forEach(Usage::tellExitCodes);
    }

    /**
     * The commands under headings, in that order.
     *
     * @param groups names of commands by heading; those that are not there are left out
     */
    public static void group(CommandLine command, Map<String, List<String>> groups) {
        command.getHelpSectionMap()
                .put(
                        UsageMessageSpec.SECTION_KEY_COMMAND_LIST,
                        help ->
                                groups.entrySet().stream()
                                        .map(group ->
                                                "%n%s%n%s"
                                                        .formatted(
                                                                group.getKey(),
                                                                list(help, group.getValue())))
                                        .collect(Collectors.joining()));
        command.getHelpSectionMap().put(UsageMessageSpec.SECTION_KEY_COMMAND_LIST_HEADING, _ -> "");
    }

    private static String list(Help help, List<String> names) {
        Map<String, Help> chosen = new LinkedHashMap<>();
        names.stream()
                .filter(help.subcommands()::containsKey)
                .forEach(name -> chosen.put(name, help.subcommands().get(name)));
        return help.commandList(chosen);
    }

    /**
     * What is wrong with a value, with the nearest one that is allowed where they can be listed.
     */
    public static String message(ParameterException refused) {
        ArgSpec argument = refused.getArgSpec();
        String value = refused.getValue();
        if (argument == null || value == null || !argument.type().isEnum()) {
            return String.valueOf(refused.getMessage());
        }
        List<String> allowed =
                Arrays.stream(argument.type().getEnumConstants())
                        .map(constant -> constant.toString().toLowerCase(Locale.ROOT))
                        .toList();
        return "%s: \"%s\" is not allowed; allowed: %s%s"
                .formatted(
                        argument.isOption() ? longest(argument) : argument.paramLabel(),
                        Excerpt.of(value),
                        String.join(", ", allowed),
                        Nearest.question(value, allowed));
    }

    private static String longest(ArgSpec option) {
        return ((CommandLine.Model.OptionSpec) option).longestName();
    }
}
