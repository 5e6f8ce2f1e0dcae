package io.plimsoll.cli;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.plimsoll.autoscaler.app.plan.Output;
import io.plimsoll.demo.Demo;
import io.plimsoll.demo.WeekTable;
import io.plimsoll.demo.compare.SideBySide;
import io.plimsoll.demo.live.Film;
import io.plimsoll.demo.live.Filmed;
import io.plimsoll.demo.report.ReportFiles;
import io.plimsoll.demo.story.Audience;
import io.plimsoll.demo.timeline.Summary;
import io.plimsoll.demo.timeline.Summary.Comparison;
import io.plimsoll.demo.timeline.Timeline;
import io.plimsoll.demo.timeline.Toll;
import io.plimsoll.environment.Environment;
import io.plimsoll.environment.module.Module;
import io.plimsoll.environment.output.OutputFolder;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code demo}: the story of the environment under load, on a virtual clock. */
@Command(
        name = "demo",
        description = "Synthesizes the environment and plays what would happen to it under load.",
        footer = {
            "",
            "Examples:",
            "  ./plimsoll demo --seed 7",
            "  ./plimsoll demo -f examples/cheapest-mix.yaml --out /tmp/mix",
            "  ./plimsoll demo --live --speed 120",
            "  ./plimsoll demo -o json | jq .summary.cost",
            "  ./plimsoll demo --compare a/timeline.json b/timeline.json"
        },
        mixinStandardHelpOptions = true)
final class DemoCommand implements Callable<Integer> {

    /** Kong on several groups: one group alone has nothing to choose from. */
    private static final String WEEK_ENVIRONMENT = "examples/week.yaml";

    @Spec private CommandSpec command = CommandSpec.create();
    @Mixin private EnvironmentOptions environment = new EnvironmentOptions();
    @Mixin private OutputOptions output = new OutputOptions();

    @Option(
            names = "--story",
            paramLabel = "STORY",
            defaultValue = "load",
            description = {
                "load (default): rest, each load in turn, rest again.",
                "week: seven days of traffic, played twice: as described, and by Cluster"
                        + " Autoscaler's rules on one group."
            })
    private StoryName story = StoryName.LOAD;

    /** What is played. */
    enum StoryName {
        LOAD,
        WEEK
    }

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            description = "Seed of chance; default: ${DEFAULT-VALUE}.")
    private long seed;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description =
                    "Where reports go; default: build/demo beside an environment.yaml that is here, else of the checkout.")
    private Optional<Path> out = Optional.empty();

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FORMAT",
            defaultValue = "text",
            description =
                    "text tells the story; json and yaml print its figures alone. Default: text.")
    private Output format = Output.text;

    @Option(
            names = "--compare",
            arity = "2",
            paramLabel = "TIMELINE",
            description =
                    "Plays nothing, and lays two timeline.json side by side; with --out DIR as a page too.")
    private List<Path> compared = List.of();

    @ArgGroup(exclusive = false)
    private @Nullable LiveOptions live;

    @Override
    public Integer call() throws Exception {
        if (!compared.isEmpty()) {
            return compare();
        }
        if (live == null) {
            return call(Optional.empty());
        }
        if (story == StoryName.WEEK) {
            throw new BadInputException("--live shows --story load alone");
        }
        return live.show(this::call, this::say);
    }

    private int compare() {
        if (compared.size() != 2 || live != null) {
            throw new BadInputException(
                    live == null
                            ? "--compare takes two files, once"
                            : "--live plays a story, and --compare plays none");
        }
        SideBySide sides = SideBySide.of(compared.getFirst(), compared.getLast());
        out.ifPresent(folder -> {
            OutputFolder.write(folder, sides::write);
            command.commandLine().getErr().println("Wrote " + folder.resolve("report.html"));
        });
        format.print(command.commandLine().getOut(), sides, SideBySide::table);
        return CommandLine.ExitCode.OK;
    }

    private int call(Optional<Film> film) throws Exception {
        if (story == StoryName.WEEK && environment.instead(WEEK_ENVIRONMENT)) {
            say("Plays " + WEEK_ENVIRONMENT + "; --file plays another environment.");
        }
        Environment read = environment.read();
        Synthesis synthesis = Synthesis.of(environment);
        Path folder =
                out.orElseGet(() -> environment.place().resolve("build").resolve("demo"))
                        .toAbsolutePath();
        try (OutputFolder reports = OutputFolder.open(folder)) {
            say("Synthesizing templates and manifests into " + folder);
            Path staging = reports.staging();
            Demo.Synthesized synthesized =
                    new Demo.Synthesized(staging.resolve("cdk.out"), staging.resolve("manifests"));
            int exitCode =
                    synthesis.run(
                            Map.of(
                                    Module.STACKS, synthesized.assembly(),
                                    Module.CHARTS, synthesized.manifests()),
                            command.commandLine().getErr(),
                            output.isQuiet());
            if (exitCode != CommandLine.ExitCode.OK) {
                return exitCode;
            }
            Timeline timeline = play(new Demo(read.simulation(), seed), synthesized, film);
            reports.fill(new ReportFiles(timeline)::write);
            reports.commit();
            format.print(
                    command.commandLine().getOut(),
                    new Document("plimsoll.io/v1", "Demo", folder.toString(), timeline.summary()),
                    _ -> "");
            sumUp(timeline.summary(), folder);
        }
        return CommandLine.ExitCode.OK;
    }

    /** What {@code demo -o json} prints. */
    @JsonPropertyOrder({"apiVersion", "kind"})
    private record Document(String apiVersion, String kind, String folder, Summary summary) {}

    private boolean isQuiet() {
        return output.isQuiet() || format != Output.text;
    }

    private Timeline play(Demo demo, Demo.Synthesized synthesized, Optional<Film> film)
            throws IOException {
        return switch (story) {
            case LOAD ->
                    demo.play(
                            synthesized,
                            film.<Audience>map(taken -> new Filmed(taken, audience()))
                                    .orElseGet(this::audience));
            case WEEK ->
                    demo.playWeek(
                            synthesized,
                            isQuiet()
                                    ? (_, _) -> {}
                                    : new WeekTable(command.commandLine().getOut()));
        };
    }

    private Audience audience() {
        return isQuiet()
                ? Demo.NOBODY
                : Demo.terminal(command.commandLine().getOut(), output.ansi());
    }

    private void sumUp(Summary summary, Path folder) {
        say("");
        say(
                "Peak: %d replicas on %s; at the end: %s."
                        .formatted(
                                summary.peakReplicas(),
                                nodes(summary.peakNodes()),
                                nodes(summary.finalNodes())));
        say(
                "Longest wait of a pod: %s s; cost of the story: USD %s."
                        .formatted(
                                summary.maxPendingSeconds().toPlainString(),
                                summary.cost().toPlainString()));
        if (summary.stuckPending() > 0) {
            say(
                    "%d pods stayed Pending under load; the log above and the report say why."
                            .formatted(summary.stuckPending()));
        }
        summary.outlay().comparedWith().ifPresent(other -> sideBySide(summary, other));
        say("Wrote %s, report.html and report.svg.".formatted(folder.resolve("timeline.json")));
    }

    private void sideBySide(Summary one, Comparison other) {
        Summary two = other.summary();
        say("");
        row(
                "",
                "as described",
                "by Cluster Autoscaler's rules, %s on %s alone"
                        .formatted(other.expander(), other.nodeGroup()));
        new TreeSet<>(one.peakNodes().keySet())
                .forEach(group ->
                        row(
                                "nodes of %s at their peak".formatted(group),
                                one.peakNodes().getOrDefault(group, 0).toString(),
                                two.peakNodes().getOrDefault(group, 0).toString()));
        row("nodes at the end", total(one), total(two));
        row("all nodes at the end, USD/h", one.finalUsdPerHour(), two.finalUsdPerHour());
        row(
                "Kong's nodes at their peak, USD/h",
                one.outlay().kongPeakUsdPerHour(),
                two.outlay().kongPeakUsdPerHour());
        row("cost of the story, USD", one.outlay().toll().usd(), two.outlay().toll().usd());
        row("longest wait of a pod, s", one.maxPendingSeconds(), two.maxPendingSeconds());
        row(
                "pods without a node, pod-seconds",
                one.outlay().toll().pendingPodSeconds(),
                two.outlay().toll().pendingPodSeconds());
        row("evictions", one, two, Toll::evictions);
        row("nodes replaced by cheaper ones", one, two, Toll::nodesReplaced);
        say("");
    }

    private void row(
            String what, Summary one, Summary two, Function<Toll, Optional<Integer>> counted) {
        counted.apply(one.outlay().toll())
                .ifPresent(count ->
                        row(
                                what,
                                count.toString(),
                                counted.apply(two.outlay().toll())
                                        .map(Object::toString)
                                        .orElse("")));
    }

    private static String total(Summary summary) {
        return Integer.toString(
                summary.finalNodes().values().stream().mapToInt(Integer::intValue).sum());
    }

    private void row(String what, BigDecimal one, BigDecimal two) {
        row(what, one.toPlainString(), two.toPlainString());
    }

    private void row(String what, String one, String two) {
        say(String.format(Locale.ROOT, "%-34s  %-12s  %s", what, one, two).stripTrailing());
    }

    private static String nodes(Map<String, Integer> counts) {
        return counts.entrySet().stream()
                .map(count -> count.getValue() + " " + count.getKey())
                .collect(Collectors.joining(", ", "", " nodes"));
    }

    private void say(String line) {
        if (!isQuiet()) {
            command.commandLine().getOut().println(line);
            command.commandLine().getOut().flush();
        }
    }
}
