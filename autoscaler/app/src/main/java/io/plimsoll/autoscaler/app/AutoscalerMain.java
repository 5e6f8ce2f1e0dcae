package io.plimsoll.autoscaler.app;

import io.plimsoll.autoscaler.app.flags.FlagArguments;
import io.plimsoll.autoscaler.app.flags.FlagOptions;
import io.plimsoll.autoscaler.app.flags.UnknownFlags;
import io.plimsoll.autoscaler.app.flight.ExplainCommand;
import io.plimsoll.autoscaler.app.flight.ReplayCommand;
import io.plimsoll.autoscaler.app.plan.PlanCommand;
import io.plimsoll.autoscaler.app.run.RunCommand;
import io.plimsoll.autoscaler.app.shadow.ShadowReportCommand;
import io.plimsoll.autoscaler.app.top.TopCommand;
import io.plimsoll.autoscaler.app.usage.FlagHelp;
import io.plimsoll.autoscaler.app.usage.Usage;
import io.plimsoll.environment.input.Excerpt;
import io.plimsoll.environment.input.InvalidFileException;
import io.plimsoll.environment.input.Nearest;
import io.plimsoll.environment.module.Crash;
import io.plimsoll.environment.output.OutputException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * The autoscaler's main: {@code run}, {@code plan}, {@code explain}, {@code replay} and {@code
 * shadow-report}. Arguments that begin with a flag are those of {@code run}, so that an image with
 * this main takes what is written for Cluster Autoscaler.
 */
@Command(
        name = "autoscaler",
        description =
                "Keeps node groups of Amazon EKS the right size. Arguments that begin with a flag are"
                        + " those of run, so that what is written for Cluster Autoscaler works.",
        footer = {
            "",
            "Examples:",
            "  autoscaler plan                   the current kube context and AWS",
            "  autoscaler explain --scale-down   which nodes could go, what holds others",
            "  autoscaler run --dry-run          beside the autoscaler that is there"
        },
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND")
public final class AutoscalerMain {

    private static final Set<String> OWN_OPTIONS = Set.of("-h", "--help", "-V", "--version");

    private static final int BAD_INPUT = 2;

    private static final Map<String, List<String>> GROUPS = groups();

    private AutoscalerMain() {}

    private static Map<String, List<String>> groups() {
        Map<String, List<String>> groups = new LinkedHashMap<>();
        groups.put("The autoscaler itself:", List.of("run"));
        groups.put("What it would do, and why:", List.of("plan", "explain", "top"));
        groups.put(
                "What it did, or would have done:", List.of("replay", "shadow-report", "what-if"));
        return groups;
    }

    public static void main(String[] arguments) {
        System.exit(
                Crash.exitCodeOf(() ->
                        execute(
                                new PrintWriter(System.out, true, StandardCharsets.UTF_8),
                                new PrintWriter(System.err, true, StandardCharsets.UTF_8),
                                arguments)));
    }

    /**
     * Runs one command.
     *
     * @param out for what the command answers
     * @param err for everything else
     * @return 0 ok, 2 bad input, 3 internal error
     */
    public static int execute(PrintWriter out, PrintWriter err, String... arguments) {
        return execute(List.of(), out, err, arguments);
    }

    /**
     * The same with commands that take the autoscaler's flags and are not in the image.
     *
     * @param further command objects
     */
    public static int execute(
            List<Object> further, PrintWriter out, PrintWriter err, String... arguments) {
        boolean dropIn =
                arguments.length > 0
                        && arguments[0].startsWith("-")
                        && !OWN_OPTIONS.contains(arguments[0]);
        List<String> all =
                Stream.concat(dropIn ? Stream.of("run") : Stream.of(), Stream.of(arguments))
                        .toList();
        return commandLine(further)
                .setOut(out)
                .setErr(err)
                .execute(FlagArguments.normal(all).toArray(String[]::new));
    }

    /** All commands of the image with their options, for those who complete or describe them. */
    public static CommandLine commandLine() {
        return commandLine(List.of());
    }

    /**
     * The same with others.
     *
     * @param further command objects
     */
    public static CommandLine commandLine(List<Object> further) {
        CommandLine main = new CommandLine(new AutoscalerMain());
        // The image starts this main itself; a person comes by the launcher.
        Optional.ofNullable(System.getProperty("plimsoll.command"))
                .ifPresent(launcher -> main.setCommandName(launcher + " autoscaler"));
        main.addSubcommand(
                withFlags(new CommandLine(new RunCommand())).setUnmatchedArgumentsAllowed(true));
        main.addSubcommand(withFlags(new CommandLine(new PlanCommand())));
        main.addSubcommand(withFlags(new CommandLine(new ExplainCommand())));
        main.addSubcommand(withFlags(new CommandLine(new TopCommand())));
        main.addSubcommand(new CommandLine(new ReplayCommand()));
        main.addSubcommand(new CommandLine(shadowReport(further)));
        further.stream()
                .filter(command -> !(command instanceof ShadowReportCommand))
                .forEach(command -> main.addSubcommand(withFlags(new CommandLine(command))));
        String version = AutoscalerMain.class.getPackage().getImplementationVersion();
        main.getCommandSpec()
                .version("Plimsoll autoscaler " + (version == null ? "(not packaged)" : version));
        main.setExecutionStrategy(AutoscalerMain::run);
        Usage.group(main, GROUPS);
        Usage.tellExitCodes(main);
        main.setParameterExceptionHandler(AutoscalerMain::refuse);
        main.setExecutionExceptionHandler(AutoscalerMain::report);
        main.setCaseInsensitiveEnumValuesAllowed(true);
        return main;
    }

    /** Among the others may be one that can do more. */
    private static ShadowReportCommand shadowReport(List<Object> further) {
        return further.stream()
                .filter(ShadowReportCommand.class::isInstance)
                .map(ShadowReportCommand.class::cast)
                .findFirst()
                .orElseGet(ShadowReportCommand::new);
    }

    private static int run(ParseResult parsed) {
        if (FlagHelp.isAsked(parsed)) {
            PrintWriter out = parsed.commandSpec().commandLine().getOut();
            out.print(FlagHelp.text());
            out.flush();
            return CommandLine.ExitCode.OK;
        }
        return new CommandLine.RunLast().execute(parsed);
    }

    /** The last one holds where a flag is given twice, as in pflag; no argument names a file. */
    private static CommandLine withFlags(CommandLine command) {
        FlagOptions.addTo(command.getCommandSpec());
        FlagHelp.addTo(command);
        return command.setOverwrittenOptionsAllowed(true).setExpandAtFiles(false);
    }

    /** One sentence: the usage has some hundred lines, and the sentence would be lost in them. */
    private static int refuse(ParameterException refused, String[] arguments) {
        CommandLine command = refused.getCommandLine();
        String message = Usage.message(refused);
        if (refused instanceof UnmatchedArgumentException unmatched) {
            List<String> words = unmatched.getUnmatched();
            String first = words.isEmpty() ? "" : words.getFirst();
            if (!first.startsWith("-") && !command.getSubcommands().isEmpty()) {
                message =
                        "%s is no command%s; all of them: %s --help"
                                .formatted(
                                        Excerpt.of(first),
                                        Nearest.question(first, command.getSubcommands().keySet()),
                                        command.getCommandSpec().qualifiedName());
            }
            try {
                UnknownFlags.refused(command.getCommandSpec(), words);
            } catch (InvalidInputException unknown) {
                message = unknown.getMessage();
            }
        }
        command.getErr().println(message);
        return BAD_INPUT;
    }

    private static int report(Exception failure, CommandLine command, ParseResult parsed) {
        if (failure instanceof InvalidInputException
                || failure instanceof InvalidFileException
                || failure instanceof OutputException) {
            command.getErr().println(failure.getMessage());
            return BAD_INPUT;
        }
        return Crash.tell(failure, command.getErr(), System.getenv());
    }
}
