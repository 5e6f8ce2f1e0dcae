package io.plimsoll.cli;

import io.plimsoll.environment.KongConfig;
import io.plimsoll.environment.file.EnvironmentFile;
import io.plimsoll.environment.file.InvalidEnvironmentException;
import io.plimsoll.environment.file.Problem;
import java.io.Console;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.UnaryOperator;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code init}: a first environment file; what flags leave open is asked for on a terminal. */
@Command(
        name = "init",
        description =
                "Writes a first environment.yaml; on a terminal it asks for what no option says.",
        footer = {
            "",
            "Examples:",
            "  ./plimsoll init",
            "  ./plimsoll init --name shop --region eu-central-1 --instance-type m7g.large"
        },
        mixinStandardHelpOptions = true)
final class InitCommand implements Callable<Integer> {

    @Spec private CommandSpec command = CommandSpec.create();
    @Mixin private FirstEnvironment environment = new FirstEnvironment();

    @Option(
            names = "--out",
            paramLabel = "FILE",
            defaultValue = "environment.yaml",
            description = "Where to; default: ${DEFAULT-VALUE}. A file that is there stays.")
    private Path out = Path.of("");

    /** How a question gets its answer; nobody answers without a terminal. */
    private final Optional<UnaryOperator<String>> asking;

    InitCommand() {
        this(terminal());
    }

    InitCommand(Optional<UnaryOperator<String>> asking) {
        this.asking = asking;
    }

    @Override
    public Integer call() throws InvalidEnvironmentException {
        if (Files.exists(out)) {
            throw there();
        }
        asking.ifPresent(this::ask);
        String text = environment.text(LocalDate.now(ZoneOffset.UTC));
        List<Problem> warnings = checked(text);
        write(text);
        PrintWriter told = command.commandLine().getOut();
        warnings.forEach(warning -> command.commandLine().getErr().println("warning: " + warning));
        String file = out.equals(Path.of("environment.yaml")) ? "" : " --file " + out;
        told.println("Wrote " + out + ". What next:");
        told.println("  ./plimsoll check" + file + "   says what will go wrong");
        told.println("  ./plimsoll demo" + file + "    plays it under load");
        told.flush();
        return CommandLine.ExitCode.OK;
    }

    private void ask(UnaryOperator<String> question) {
        environment.name =
                environment.name.or(() -> answer(question, "Name of the cluster", "kong"));
        environment.region =
                environment.region.or(() -> answer(question, "AWS region", "us-west-1"));
        environment.mode =
                environment.mode.or(
                        () -> answer(question, "Kong (dbless, konnect, hybrid)", "dbless"));
        if (environment.needsControlPlane()) {
            environment.controlPlane =
                    environment.controlPlane.or(
                            () -> answer(question, "Host of the control plane", ""));
            environment.telemetry =
                    environment.telemetry.or(() -> answer(question, "Host for telemetry", ""));
        }
    }

    private static Optional<String> answer(
            UnaryOperator<String> question, String what, String usual) {
        String answer = question.apply(usual.isEmpty() ? what + ": " : what + " [" + usual + "]: ");
        return Optional.of(answer.isBlank() ? usual : answer.strip());
    }

    /** Nobody has seen the lines of a file that is not written yet. */
    private List<Problem> checked(String text) throws InvalidEnvironmentException {
        try {
            return EnvironmentFile.parse(out.toString(), text, LocalDate.now(ZoneOffset.UTC))
                    .warnings();
        } catch (InvalidEnvironmentException e) {
            throw new InvalidEnvironmentException(
                    e.problems().stream()
                            .map(problem ->
                                    new Problem(
                                            problem.file(), 0, problem.field(), problem.message()))
                            .toList());
        }
    }

    private void write(String text) {
        try {
            Files.writeString(out, text, StandardOpenOption.CREATE_NEW);
        } catch (FileAlreadyExistsException _) {
            throw there();
        } catch (NoSuchFileException _) {
            throw new BadInputException(out + ": its folder is not there");
        } catch (IOException e) {
            throw new BadInputException(out + ": cannot be written: " + e.getMessage());
        }
    }

    private BadInputException there() {
        return new BadInputException(out + ": is there already; name another file with --out");
    }

    private static Optional<UnaryOperator<String>> terminal() {
        return Optional.ofNullable(System.console())
                .filter(Console::isTerminal)
                .map(console ->
                        question ->
                                Optional.ofNullable(console.readLine("%s", question)).orElse(""));
    }

    /** Which kinds of Kong there are to choose from. */
    static boolean hasControlPlane(String mode) {
        return mode.equalsIgnoreCase(KongConfig.Mode.KONNECT.name())
                || mode.equalsIgnoreCase(KongConfig.Mode.HYBRID.name());
    }
}
