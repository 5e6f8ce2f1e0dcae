package io.plimsoll.cli;

import io.plimsoll.autoscaler.app.AutoscalerMain;
import io.plimsoll.autoscaler.app.usage.Usage;
import io.plimsoll.demo.UnplayableException;
import io.plimsoll.environment.file.InvalidEnvironmentException;
import io.plimsoll.environment.input.Excerpt;
import io.plimsoll.environment.input.InvalidFileException;
import io.plimsoll.environment.input.Nearest;
import io.plimsoll.environment.module.Crash;
import io.plimsoll.environment.module.Module;
import io.plimsoll.environment.output.OutputException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** The command line of Plimsoll. */
@Command(
        name = "plimsoll",
        description =
                "An Amazon EKS environment for Kong that keeps its node groups the right size.",
        mixinStandardHelpOptions = true,
        versionProvider = VersionCommand.Version.class,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            InitCommand.class,
            DemoCommand.class,
            SynthCommand.class,
            ManifestsCommand.class,
            CheckCommand.class,
            AutoscalerCommand.class,
            TopCommand.class,
            LoadCommand.class,
            BenchCommand.class,
            CompletionCommand.class,
            HelpCommand.class,
            VersionCommand.class
        },
        footer = {
            "",
            "Examples:",
            "  ./plimsoll demo                   what happens under load, on a virtual clock",
            "  ./plimsoll check -o json          what will go wrong, for programs",
            "  ./plimsoll autoscaler plan        what the autoscaler would do now",
            "  ./plimsoll help autoscaler plan   how a command is used",
            "",
            "./plimsoll test runs the tests (mvn verify on a JDK that is new enough)."
        })
public final class Plimsoll {

    static final int NO = 1;
    static final int BAD_INPUT = 2;

    private static final Map<String, List<String>> GROUPS = groups();

    private Plimsoll() {}

    private static Map<String, List<String>> groups() {
        Map<String, List<String>> groups = new LinkedHashMap<>();
        groups.put(
                "Describe an environment, and see what will become of it:",
                List.of("init", "check", "demo"));
        groups.put("Write what is deployed:", List.of("synth", "manifests"));
        groups.put(
                "Run and ask the autoscaler, and put load on a cluster:",
                List.of("autoscaler", "top", "load"));
        groups.put("About Plimsoll itself:", List.of("bench", "completion", "help", "version"));
        return groups;
    }

    public static void main(String[] arguments) {
        // Bars and dashes are not in every terminal locale's character set, but terminals show
        // UTF-8.
        PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
        PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
        // The autoscaler reads its own flags, which are not this command line's to know.
        String first = arguments.length == 0 ? "" : arguments[0];
        System.exit(
                switch (first) {
                    case AutoscalerCommand.NAME ->
                            AutoscalerMain.execute(
                                    AutoscalerCommand.further(),
                                    out,
                                    err,
                                    Arrays.copyOfRange(arguments, 1, arguments.length));
                    case TopCommand.NAME -> AutoscalerMain.execute(out, err, arguments);
                    default -> commandLine().setOut(out).setErr(err).execute(arguments);
                });
    }

    static CommandLine commandLine() {
        CommandLine all =
                new CommandLine(new Plimsoll())
                        .setCommandName(Module.command())
                        .setCaseInsensitiveEnumValuesAllowed(true)
                        .setParameterExceptionHandler(Plimsoll::refuse)
                        .setExecutionExceptionHandler(Plimsoll::report);
        Usage.group(all, GROUPS);
        Usage.tellExitCodes(all);
        return all;
    }

    /** One sentence with the nearest word that is known; nothing at all gets the usage. */
    private static int refuse(ParameterException refused, String[] arguments) {
        CommandLine command = refused.getCommandLine();
        if (arguments.length == 0) {
            command.usage(command.getErr());
            return BAD_INPUT;
        }
        String message = Usage.message(refused);
        if (refused instanceof UnmatchedArgumentException unmatched
                && !unmatched.getUnmatched().isEmpty()) {
            message = unknown(command, unmatched.getUnmatched());
        }
        command.getErr()
                .println(
                        message
                                + "; all of it: "
                                + command.getCommandSpec().qualifiedName()
                                + " --help");
        return BAD_INPUT;
    }

    private static String unknown(CommandLine command, List<String> words) {
        String word = words.getFirst();
        Set<String> known =
                word.startsWith("-")
                        ? command.getCommandSpec().optionsMap().keySet()
                        : command.getSubcommands().keySet();
        String what =
                word.startsWith("-")
                        ? "is no option"
                        : known.isEmpty() ? "is one word too many" : "is no command";
        return Excerpt.of(word) + " " + what + Nearest.question(word, known);
    }

    private static int report(Exception failure, CommandLine command, ParseResult parsed) {
        if (failure instanceof InvalidEnvironmentException
                || failure instanceof BadInputException
                || failure instanceof InvalidFileException
                || failure instanceof UnplayableException
                || failure instanceof OutputException) {
            command.getErr().println(failure.getMessage());
            return BAD_INPUT;
        }
        return Crash.tell(failure, command.getErr(), System.getenv());
    }
}
