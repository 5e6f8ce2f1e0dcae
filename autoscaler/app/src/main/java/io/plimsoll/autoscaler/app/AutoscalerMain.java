package io.plimsoll.autoscaler.app;

import io.plimsoll.autoscaler.app.flags.FlagOptions;
import io.plimsoll.autoscaler.app.flight.ExplainCommand;
import io.plimsoll.autoscaler.app.flight.ReplayCommand;
import io.plimsoll.autoscaler.app.plan.PlanCommand;
import io.plimsoll.autoscaler.app.run.RunCommand;
import io.plimsoll.autoscaler.aws.file.InvalidFileException;
import io.plimsoll.environment.module.Crash;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/**
 * The autoscaler's main: {@code run}, {@code plan}, {@code explain} and {@code replay}. Arguments
 * that begin with a flag are those of {@code run}, so that an image with this main takes what is
 * written for Cluster Autoscaler.
 */
@Command(
        name = "autoscaler",
        description = "Keeps node groups of Amazon EKS the right size.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND")
public final class AutoscalerMain {

    private static final Set<String> OWN_OPTIONS = Set.of("-h", "--help", "-V", "--version");

    private static final int BAD_INPUT = 2;

    private AutoscalerMain() {}

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
        boolean dropIn =
                arguments.length > 0
                        && arguments[0].startsWith("-")
                        && !OWN_OPTIONS.contains(arguments[0]);
        String[] normal =
                Stream.concat(dropIn ? Stream.of("run") : Stream.of(), Stream.of(arguments))
                        .map(FlagOptions::withDashes)
                        .toArray(String[]::new);
        return commandLine().setOut(out).setErr(err).execute(normal);
    }

    private static CommandLine commandLine() {
        CommandLine main = new CommandLine(new AutoscalerMain());
        main.addSubcommand(withFlags(new CommandLine(new RunCommand())));
        main.addSubcommand(withFlags(new CommandLine(new PlanCommand())));
        main.addSubcommand(new CommandLine(new ExplainCommand()));
        main.addSubcommand(new CommandLine(new ReplayCommand()));
        String version = AutoscalerMain.class.getPackage().getImplementationVersion();
        main.getCommandSpec()
                .version("Plimsoll autoscaler " + (version == null ? "(not packaged)" : version));
        main.setExecutionExceptionHandler(AutoscalerMain::report);
        main.setCaseInsensitiveEnumValuesAllowed(true);
        return main;
    }

    private static CommandLine withFlags(CommandLine command) {
        FlagOptions.addTo(command.getCommandSpec());
        return command;
    }

    private static int report(
            Exception failure, CommandLine command, CommandLine.ParseResult parsed) {
        if (failure instanceof InvalidInputException || failure instanceof InvalidFileException) {
            command.getErr().println(failure.getMessage());
            return BAD_INPUT;
        }
        return Crash.tell(failure, command.getErr(), System.getenv());
    }
}
