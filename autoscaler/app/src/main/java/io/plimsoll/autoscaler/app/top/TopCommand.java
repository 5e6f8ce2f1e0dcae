package io.plimsoll.autoscaler.app.top;

import io.plimsoll.autoscaler.app.InvalidInputException;
import io.plimsoll.autoscaler.app.flags.DecisionFlags;
import io.plimsoll.autoscaler.app.flags.FlagValues;
import io.plimsoll.autoscaler.app.input.WorldInput;
import io.plimsoll.autoscaler.app.live.LiveWorld;
import io.plimsoll.autoscaler.app.live.NodeUsage;
import io.plimsoll.autoscaler.app.plan.Output;
import io.plimsoll.autoscaler.app.top.TopDocument.NodeRow;
import io.plimsoll.autoscaler.app.top.TopDocument.PodRow;
import io.plimsoll.autoscaler.decision.question.Observation;
import java.io.Console;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
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
            "  autoscaler top                again and again on a terminal, once in a pipe",
            "  autoscaler top --once --sort asked --filter kong",
            "  autoscaler top -o json"
        },
        mixinStandardHelpOptions = true,
        sortOptions = false)
public final class TopCommand implements Callable<Integer> {

    /** To the upper left corner, and all below it away. */
    private static final String CLEAR = "\u001b[H\u001b[J";

    /** What nodes are ordered by within their group. */
    enum Order {
        node,
        asked,
        age,
        verdict
    }

    @Spec private CommandSpec spec = CommandSpec.create();

    @Option(names = "--once", description = "Do not go on, though this is a terminal.")
    private boolean once;

    @Option(
            names = "--interval",
            paramLabel = "SECONDS",
            description = "How often to look again. Default: 5")
    private int interval = 5;

    @Option(
            names = "--sort",
            paramLabel = "COLUMN",
            description = "node (default), asked, age or verdict.")
    private Order sort = Order.node;

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
    public Integer call() throws InterruptedException {
        if (interval < 1) {
            throw new InvalidInputException(
                    "--interval: \"%d\" is not allowed; allowed: 1 or more".formatted(interval));
        }
        boolean again = !once && isTerminal() && !world.isGiven() && output == Output.text;
        do {
            show(again);
            if (again) {
                TimeUnit.SECONDS.sleep(interval);
            }
        } while (again);
        return 0;
    }

    private void show(boolean again) {
        FlagValues flags = new FlagValues(spec.commandLine().getParseResult());
        PrintWriter out = spec.commandLine().getOut();
        Observation seen = world.read(flags, spec.commandLine().getErr());
        Map<String, NodeUsage> usage = world.isGiven() ? Map.of() : LiveWorld.nodeUsage(flags);
        Instant now = world.time().orElseGet(Instant::now);
        TopDocument document = chosen(TopView.anew(seen, usage, DecisionFlags.options(flags), now));
        if (again) {
            out.print(CLEAR);
        }
        output.print(
                out,
                document,
                new Output.Forms<>(
                        TopText::narrow, TopText::wide, Optional.of(TopDocument::names)));
    }

    private static boolean isTerminal() {
        return Optional.ofNullable(System.console()).filter(Console::isTerminal).isPresent();
    }

    private TopDocument chosen(TopDocument all) {
        return new TopDocument(
                all.apiVersion(),
                all.kind(),
                all.time(),
                all.nodeGroups(),
                all.nodes().stream().filter(this::isWanted).sorted(order()).toList(),
                all.pendingPods().stream().filter(this::isWanted).toList());
    }

    private boolean isWanted(NodeRow node) {
        return node.node().contains(filter)
                || node.nodeGroup().contains(filter)
                || node.reason().filter(reason -> reason.contains(filter)).isPresent();
    }

    private boolean isWanted(PodRow pod) {
        return pod.pod().contains(filter)
                || pod.nearest().filter(group -> group.contains(filter)).isPresent();
    }

    private Comparator<NodeRow> order() {
        Comparator<NodeRow> byName = Comparator.comparing(NodeRow::node);
        return switch (sort) {
            case node -> byName;
            case asked ->
                    Comparator.<NodeRow>comparingInt(row -> row.asked().cpu())
                            .reversed()
                            .thenComparing(byName);
            case age -> Comparator.comparingLong(NodeRow::ageSeconds).thenComparing(byName);
            case verdict ->
                    Comparator.comparing((NodeRow row) -> row.reason().orElse(""))
                            .thenComparing(byName);
        };
    }
}
