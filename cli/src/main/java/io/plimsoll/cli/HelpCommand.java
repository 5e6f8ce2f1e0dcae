package io.plimsoll.cli;

import io.plimsoll.autoscaler.app.AutoscalerMain;
import io.plimsoll.environment.input.Excerpt;
import io.plimsoll.environment.input.Nearest;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code help}: what {@code --help} says behind the same words. */
@Command(
        name = "help",
        description = "Says how a command is used, such as help demo.",
        mixinStandardHelpOptions = true)
final class HelpCommand implements Callable<Integer> {

    @Spec private CommandSpec command = CommandSpec.create();

    @Parameters(arity = "0..*", paramLabel = "COMMAND", description = "None for all of them.")
    private List<String> words = new ArrayList<>();

    @Override
    public Integer call() {
        CommandLine own = command.commandLine();
        CommandLine all = Plimsoll.commandLine().setOut(own.getOut()).setErr(own.getErr());
        if (!words.isEmpty() && !all.getSubcommands().containsKey(words.getFirst())) {
            throw new BadInputException(
                    Excerpt.of(words.getFirst())
                            + " is no command"
                            + Nearest.question(words.getFirst(), all.getSubcommands().keySet()));
        }
        String[] asked = Stream.concat(words.stream(), Stream.of("--help")).toArray(String[]::new);
        if (!words.isEmpty() && words.getFirst().equals(AutoscalerCommand.NAME)) {
            return AutoscalerMain.execute(
                    own.getOut(), own.getErr(), Stream.of(asked).skip(1).toArray(String[]::new));
        }
        if (!words.isEmpty() && words.getFirst().equals(TopCommand.NAME)) {
            return AutoscalerMain.execute(own.getOut(), own.getErr(), asked);
        }
        return all.execute(asked);
    }
}
