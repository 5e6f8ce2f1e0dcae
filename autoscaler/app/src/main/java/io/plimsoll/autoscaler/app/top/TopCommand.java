package io.plimsoll.autoscaler.app.top;

import ch.qos.logback.classic.LoggerContext;
import io.plimsoll.autoscaler.app.InvalidInputException;
import io.plimsoll.autoscaler.app.flags.FlagValues;
import io.plimsoll.autoscaler.app.input.WatchedWorld;
import io.plimsoll.autoscaler.app.input.WorldInput;
import io.plimsoll.autoscaler.app.plan.Output;
import java.io.Console;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Semaphore;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code top}: nodes and Pending pods, and what the autoscaler thinks of them. */
@Command(
        name = "top",
        description =
                "Shows the nodes of each group, what is asked for and used of them, what they cost and"
                        + " what scale-down thinks of them, and each Pending pod with the nearest group"
                        + " and what lacks. Of the current kube context, or of files (as plan). Changes"
                        + " nothing.",
        footer = {
            "",
            "Examples:",
            "  autoscaler top                a live screen on a terminal, once in a pipe",
            "  autoscaler top --once --sort asked --filter kong",
            "  autoscaler top -o json"
        },
        mixinStandardHelpOptions = true,
        sortOptions = false)
public final class TopCommand implements Callable<Integer> {

    @Spec private CommandSpec spec = CommandSpec.create();

    @Option(names = "--once", description = "Do not go on, though this is a terminal.")
    private boolean once;

    @Option(
            names = "--interval",
            paramLabel = "SECONDS",
            description =
                    "How often to look again where no watch tells that pods wait or nodes came."
                            + " Default: 5")
    private int interval = 5;

    @Option(
            names = "--sort",
            paramLabel = "COLUMN",
            description = "node (default), asked, used, age or verdict.")
    private Selection.Order sort = Selection.Order.node;

    @Option(
            names = "--filter",
            paramLabel = "TEXT",
            description = "Only nodes and pods whose name, group or reason has it.")
    private String filter = "";

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FORMAT",
            description = "text (default), wide, json, yaml or name.")
    private Output output = Output.text;

    @Mixin private WorldInput world = new WorldInput();

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (interval < 1) {
            throw new InvalidInputException(
                    "--interval: \"%d\" is not allowed; allowed: 1 or more".formatted(interval));
        }
        FlagValues flags = new FlagValues(spec.commandLine().getParseResult());
        PrintWriter err = spec.commandLine().getErr();
        Semaphore news = new Semaphore(0);
        try (WatchedWorld watched = world.watch(flags, err, news::release)) {
            TopLook look = new TopLook(flags, watched, world.isOfFiles(), world.time());
            TopDocument first = look.now(err);
            err.flush();
            if (once || output != Output.text || !isTerminal() || !keepLooking(look, first, news)) {
                print(first);
            }
        }
        return 0;
    }

    private void print(TopDocument all) {
        output.print(
                spec.commandLine().getOut(),
                new Selection(sort, filter).of(all),
                new Output.Forms<>(
                        TopText::narrow, TopText::wide, Optional.of(TopDocument::names)));
    }

    private static boolean isTerminal() {
        return Optional.ofNullable(System.console()).filter(Console::isTerminal).isPresent();
    }

    /** False where the terminal can do no more than print lines. */
    private boolean keepLooking(TopLook look, TopDocument first, Semaphore news)
            throws IOException, InterruptedException {
        try (Terminal terminal = TerminalBuilder.builder().dumb(true).build()) {
            if (terminal.getType().startsWith(Terminal.TYPE_DUMB)) {
                return false;
            }
            // What is logged would stand across the screen, which tells itself what it cannot see.
            if (LoggerFactory.getILoggerFactory() instanceof LoggerContext logging) {
                logging.stop();
            }
            String noColour = System.getenv("NO_COLOR");
            TopTerminal screen =
                    new TopTerminal(
                            terminal,
                            new TopScreen(
                                    look.of(),
                                    new Selection(sort, filter),
                                    noColour == null || noColour.isEmpty()));
            screen.show(first);
            try (TopFeed _ = TopFeed.start(look, screen, news, Duration.ofSeconds(interval))) {
                screen.run();
            }
        }
        return true;
    }
}
