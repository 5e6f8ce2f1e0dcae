package io.plimsoll.cli;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.plimsoll.autoscaler.app.plan.Output;
import io.plimsoll.cli.PlaceOptions.Place;
import io.plimsoll.demo.Demo;
import io.plimsoll.demo.WeekTable;
import io.plimsoll.demo.compare.SideBySide;
import io.plimsoll.demo.live.Film;
import io.plimsoll.demo.live.Filmed;
import io.plimsoll.demo.real.RealWorld;
import io.plimsoll.demo.report.ReportFiles;
import io.plimsoll.demo.story.Audience;
import io.plimsoll.demo.story.Pace;
import io.plimsoll.demo.timeline.Summary;
import io.plimsoll.demo.timeline.Timeline;
import io.plimsoll.environment.Environment;
import io.plimsoll.environment.module.Module;
import io.plimsoll.environment.output.OutputFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
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
            "  ./plimsoll demo --story short --on testbed",
            "  ./plimsoll demo --compare a/timeline.json b/timeline.json"
        },
        mixinStandardHelpOptions = true)
final class DemoCommand implements Callable<Integer> {

    /** Kong on several groups: one group alone has nothing to choose from. */
    private static final String WEEK_ENVIRONMENT = "examples/week.yaml";

    /** Short waits: somebody sits before it. */
    private static final String SHORT_ENVIRONMENT = "examples/short.yaml";

    @Spec private CommandSpec command = CommandSpec.create();
    @Mixin private EnvironmentOptions environment = new EnvironmentOptions();
    @Mixin private OutputOptions output = new OutputOptions();
    @Mixin private PlaceOptions place = new PlaceOptions();

    @Option(
            names = "--story",
            paramLabel = "STORY",
            defaultValue = "load",
            description = {
                "load (default): rest, each load in turn, rest again.",
                "short: the same in minutes, for --on kubernetes and testbed.",
                "week: seven days of traffic, played twice: as described, and by Cluster"
                        + " Autoscaler's rules on one group."
            })
    private StoryName story = StoryName.LOAD;

    /** What is played. */
    enum StoryName {
        LOAD,
        SHORT,
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
        place.check();
        if (place.place() != Place.SIMULATION && story == StoryName.WEEK) {
            throw new BadInputException(
                    "--story week takes a week in real time; allowed: load, short");
        }
        if (live == null) {
            return call(Optional.empty());
        }
        if (story == StoryName.WEEK || place.place() != Place.SIMULATION) {
            throw new BadInputException("--live shows a simulated story, and no week");
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
        Optional<String> instead =
                switch (story) {
                    case LOAD -> Optional.empty();
                    case SHORT -> Optional.of(SHORT_ENVIRONMENT);
                    case WEEK -> Optional.of(WEEK_ENVIRONMENT);
                };
        if (instead.isPresent() && environment.instead(instead.get())) {
            say("Plays " + instead.get() + "; --file plays another environment.");
        }
        Environment read = environment.read();
        return switch (place.place()) {
            case SIMULATION -> synthesizeAndPlay(read, (demo, files) -> play(demo, files, film));
            case TESTBED -> place.onTestbed(read);
            case KUBERNETES -> {
                Path log = Module.home().resolve("build").resolve("on-kubernetes");
                try (RealWorld.Place there = place.open(read, log)) {
                    yield synthesizeAndPlay(
                            read, (demo, files) -> demo.play(files, audience(), there));
                }
            }
        };
    }

    /** Plays a story with what was synthesized. */
    @FunctionalInterface
    private interface Play {
        Timeline play(Demo demo, Demo.Synthesized files) throws Exception;
    }

    private int synthesizeAndPlay(Environment read, Play play) throws Exception {
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
            Timeline timeline = play.play(demo(read), synthesized);
            reports.fill(new ReportFiles(timeline)::write);
            reports.commit();
            format.print(
                    command.commandLine().getOut(),
                    new Document("plimsoll.io/v1", "Demo", folder.toString(), timeline.summary()),
                    _ -> "");
            new StoryEnd(this::say).tell(timeline.summary(), folder);
        }
        return CommandLine.ExitCode.OK;
    }

    /** What {@code demo -o json} prints. */
    @JsonPropertyOrder({"apiVersion", "kind"})
    private record Document(String apiVersion, String kind, String folder, Summary summary) {}

    private boolean isQuiet() {
        return output.isQuiet() || format != Output.text;
    }

    private Demo demo(Environment read) {
        return new Demo(
                read.simulation(), seed, story == StoryName.SHORT ? Pace.SHORT : Pace.USUAL);
    }

    private Timeline play(Demo demo, Demo.Synthesized synthesized, Optional<Film> film)
            throws IOException {
        return switch (story) {
            case LOAD, SHORT ->
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

    private void say(String line) {
        if (!isQuiet()) {
            command.commandLine().getOut().println(line);
            command.commandLine().getOut().flush();
        }
    }
}
