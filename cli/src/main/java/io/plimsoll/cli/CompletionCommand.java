package io.plimsoll.cli;

import io.plimsoll.autoscaler.app.AutoscalerMain;
import java.io.PrintWriter;
import java.util.Objects;
import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code completion}: what a shell needs to complete commands and options. */
@Command(
        name = "completion",
        description = "Prints a completion script for a shell.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "bash, zsh: source <(./plimsoll completion bash)",
            "fish: ./plimsoll completion fish | source"
        })
final class CompletionCommand implements Callable<Integer> {

    /** Shells that can be told. */
    enum Shell {
        BASH,
        ZSH,
        FISH
    }

    private static final String NAME = "plimsoll";

    @Spec private CommandSpec command = CommandSpec.create();

    @Parameters(paramLabel = "SHELL", description = "bash, zsh or fish.")
    private Shell shell = Shell.BASH;

    @Override
    public Integer call() {
        CommandLine all = Plimsoll.commandLine();
        all.getCommandSpec().removeSubcommand(AutoscalerCommand.NAME);
        CommandLine autoscaler = AutoscalerMain.commandLine(AutoscalerCommand.further());
        all.addSubcommand(AutoscalerCommand.NAME, autoscaler);
        all.getCommandSpec().removeSubcommand(TopCommand.NAME);
        all.addSubcommand(
                TopCommand.NAME,
                Objects.requireNonNull(autoscaler.getSubcommands().get(TopCommand.NAME)));
        PrintWriter out = command.commandLine().getOut();
        out.print(
                switch (shell) {
                    case BASH, ZSH -> AutoComplete.bash(NAME, all);
                    case FISH -> FishCompletion.of(NAME, all);
                });
        out.flush();
        return CommandLine.ExitCode.OK;
    }
}
