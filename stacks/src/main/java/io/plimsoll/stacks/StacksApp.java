package io.plimsoll.stacks;

import io.github.cdklabs.cdknag.AwsSolutionsChecks;
import io.plimsoll.environment.Environment;
import io.plimsoll.environment.NodeRuntime;
import io.plimsoll.environment.file.EnvironmentFile;
import io.plimsoll.environment.file.InvalidEnvironmentException;
import io.plimsoll.environment.file.ListedEnvironments;
import io.plimsoll.environment.module.Crash;
import io.plimsoll.environment.module.Module;
import io.plimsoll.environment.output.OutputException;
import io.plimsoll.environment.output.OutputFolder;
import io.plimsoll.stacks.workload.Deployment;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Option;
import software.amazon.awscdk.App;
import software.amazon.awscdk.AppProps;
import software.amazon.awscdk.Aspects;
import software.amazon.awscdk.Stage;
import software.constructs.Construct;

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

    /** Where the CDK CLI wants the assembly. */
    private static final String CDK_FOLDER = "CDK_OUTDIR";

    @Option(
            names = {"-f", "--file", "--environment-file"},
            paramLabel = "FILE",
            description =
                    "Environment file; else context 'environment', else PLIMSOLL_ENVIRONMENT.")
    private Optional<Path> file = Optional.empty();

    @Option(
            names = "--environment",
            paramLabel = "NAME",
            description = "Only this one, where the file lists several.")
    private Optional<String> name = Optional.empty();

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "Folder for the cloud assembly; else the CDK CLI's.")
    private Optional<Path> out = Optional.empty();

    @Option(
            names = "--manifests",
            paramLabel = "DIR",
            description =
                    "Manifests in the plain layout for the stack to apply, where it does; else they are made.")
    private Optional<Path> manifests = Optional.empty();

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
        SequencedMap<String, Environment> environments = environments(environmentFile);
        NodeRuntime.problem(variables)
                .ifPresent(problem -> {
                    throw new BadInputException(problem);
                });
        SequencedMap<String, Deployment> deployments = deployments(environmentFile, environments);
        synthesize(deployments);
        return ExitCode.OK;
    }

    /** The CDK CLI keeps files of its own in its folder; ours is read as a whole. */
    private void synthesize(SequencedMap<String, Deployment> deployments) {
        if (out.isEmpty()) {
            String folder = variables.getOrDefault(CDK_FOLDER, "cdk.out");
            OutputFolder.write(
                    Path.of(folder), staging -> app(deployments, staging, Map.of()).synth());
            return;
        }
        Map<String, Object> answers = KeptAnswers.read(Module.home());
        try (OutputFolder folder = OutputFolder.open(out.get())) {
            folder.requireOurs();
            folder.fill(
                    staging -> KeptAnswers.requireAll(app(deployments, staging, answers).synth()));
            folder.commit();
        }
    }

    private SequencedMap<String, Deployment> deployments(
            Path environmentFile, SequencedMap<String, Environment> environments) {
        WrittenManifests written = new WrittenManifests(environmentFile, manifests);
        SequencedMap<String, Deployment> deployments = new LinkedHashMap<>();
        environments.forEach((key, environment) -> {
            Optional<String> listed = name.or(() -> Optional.of(key)).filter(n -> !n.isEmpty());
            deployments.put(
                    key,
                    new Deployment(
                            environment,
                            written.of(environment, listed),
                            Module.home().toString(),
                            NpmKubectl.in(Module.home())));
        });
        return deployments;
    }

    /** By name; a chosen one, and the one of a file without names, under the empty name. */
    private SequencedMap<String, Environment> environments(Path environmentFile)
            throws InvalidEnvironmentException {
        ListedEnvironments listed =
                ListedEnvironments.read(environmentFile, LocalDate.now(ZoneOffset.UTC));
        SequencedMap<String, EnvironmentFile> wanted = new LinkedHashMap<>(listed.byName());
        if (name.isPresent()) {
            EnvironmentFile chosen = listed.choose(environmentFile.toString(), name);
            wanted.clear();
            wanted.put("", chosen);
        }
        SequencedMap<String, Environment> environments = new LinkedHashMap<>();
        wanted.forEach((key, read) -> {
            read.warnings().forEach(warning -> err.println("warning: " + warning));
            environments.put(key, read.environment());
        });
        return environments;
    }

    /**
     * @param deployments each becomes a stage of its name; the empty name is the app itself
     * @param folder for the cloud assembly
     * @param answers to lookups; none with the CLI, which hands over its own
     */
    static App app(
            SequencedMap<String, Deployment> deployments,
            Path folder,
            Map<String, Object> answers) {
        Map<String, Object> context = new HashMap<>(FeatureFlags.load());
        context.putAll(answers);
        App app =
                new App(
                        AppProps.builder()
                                .outdir(folder.toString())
                                .context(context)
                                .postCliContext(Map.of(CROSS_STACK_REFERENCES, "strong"))
                                .analyticsReporting(false)
                                .build());
        deployments.forEach((key, deployment) -> {
            Construct scope = key.isEmpty() ? app : Stage.Builder.create(app, key).build();
            EnvironmentStacks.create(scope, deployment);
            CheckAnnotations.add(
                    (Construct) scope.getNode().findChild("node-groups"),
                    deployment.environment(),
                    LocalDate.now(ZoneOffset.UTC));
            // Aspects end where a stage begins.
            Aspects.of(scope).add(AwsSolutionsChecks.Builder.create().reports(false).build());
        });
        return app;
    }

    private static int report(
            Exception exception, CommandLine commandLine, CommandLine.ParseResult parsed) {
        if (exception instanceof BadInputException
                || exception instanceof InvalidEnvironmentException
                || exception instanceof OutputException) {
            commandLine.getErr().println(exception.getMessage());
            return ExitCode.USAGE;
        }
        return Crash.tell(exception, commandLine.getErr(), System.getenv());
    }
}
