package io.plimsoll.stacks;

import io.github.cdklabs.cdknag.AwsSolutionsChecks;
import io.plimsoll.environment.Environment;
import io.plimsoll.environment.file.EnvironmentFile;
import io.plimsoll.environment.file.InvalidEnvironmentException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Option;
import software.amazon.awscdk.App;
import software.amazon.awscdk.AppProps;
import software.amazon.awscdk.Aspects;

/**
 * Synthesizes the templates of an environment file; started by the CDK CLI or directly.
 *
 * <p>Exit code 0 when they are written, 2 with one message when the input is bad, in which case
 * nothing is written, 3 when anything else goes wrong.
 */
@Command(name = "cdk-app", description = "Writes CloudFormation templates.")
public final class StacksApp implements Callable<Integer> {

    /**
     * Exports, which CloudFormation guards while they are in use and every tool knows, where new
     * CDK projects get {@code Fn::GetStackOutput}.
     */
    private static final String CROSS_STACK_REFERENCES =
            "@aws-cdk/core:defaultCrossStackReferences";

    @Option(
            names = {"-f", "--file", "--environment-file"},
            paramLabel = "FILE",
            description =
                    "Environment file; else context 'environment', else PLIMSOLL_ENVIRONMENT.")
    private Optional<Path> file = Optional.empty();

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "Folder for the cloud assembly; else the CDK CLI's.")
    private Optional<Path> out = Optional.empty();

    private final Map<String, String> variables;

    private final PrintWriter err;

    private StacksApp(Map<String, String> variables, PrintWriter err) {
        this.variables = variables;
        this.err = err;
    }

    public static void main(String[] args) {
        PrintWriter err = new PrintWriter(System.err, true, System.err.charset());
        System.exit(run(System.getenv(), err, args));
    }

    static int run(Map<String, String> variables, PrintWriter err, String... args) {
        return new CommandLine(new StacksApp(variables, err))
                .setErr(err)
                .setExecutionExceptionHandler(StacksApp::report)
                .execute(args);
    }

    @Override
    public Integer call() throws InvalidEnvironmentException {
        Path environmentFile = EnvironmentFileChoice.choose(file, variables);
        EnvironmentFile read =
                EnvironmentFile.read(environmentFile, LocalDate.now(ZoneId.systemDefault()));
        read.warnings().forEach(warning -> err.println("warning: " + warning));
        Environment environment = read.environment();
        NodeRuntime.require(variables);
        if (out.isPresent()) {
            AssemblyFolder.write(out.get(), folder -> synthesize(environment, Optional.of(folder)));
        } else {
            synthesize(environment, Optional.empty());
        }
        return ExitCode.OK;
    }

    private static void synthesize(Environment environment, Optional<Path> folder) {
        App app = app(folder);
        EnvironmentStacks.create(app, environment);
        app.synth();
    }

    /**
     * @param folder empty leaves the choice to the CDK, which knows what its CLI asked for
     */
    static App app(Optional<Path> folder) {
        AppProps.Builder props =
                AppProps.builder()
                        .context(FeatureFlags.load())
                        .postCliContext(Map.of(CROSS_STACK_REFERENCES, "strong"))
                        .analyticsReporting(false);
        folder.map(Path::toString).ifPresent(props::outdir);
        App app = new App(props.build());
        Aspects.of(app).add(AwsSolutionsChecks.Builder.create().reports(false).build());
        return app;
    }

    private static int report(
            Exception exception, CommandLine commandLine, CommandLine.ParseResult parsed) {
        if (exception instanceof BadInputException
                || exception instanceof InvalidEnvironmentException) {
            commandLine.getErr().println(exception.getMessage());
            return ExitCode.USAGE;
        }
        exception.printStackTrace(commandLine.getErr());
        return 3;
    }
}
