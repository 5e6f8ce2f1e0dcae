package io.plimsoll.demo.whatif;

import io.plimsoll.autoscaler.app.InvalidInputException;
import io.plimsoll.autoscaler.app.flags.FlagOptions;
import io.plimsoll.autoscaler.app.flags.FlagValues;
import io.plimsoll.autoscaler.app.input.NodeGroupInput;
import io.plimsoll.autoscaler.app.input.WorldInput;
import io.plimsoll.autoscaler.app.plan.Output;
import io.plimsoll.autoscaler.app.run.EngineFlags;
import io.plimsoll.autoscaler.decision.model.NodeGroup;
import io.plimsoll.autoscaler.simulation.spec.WorldSettings.AutoscalerSettings;
import io.plimsoll.autoscaler.simulation.spec.WorldSpec;
import io.plimsoll.environment.output.OutputFolder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code what-if}: a recorded time once more, by other flags or on other node groups. */
@Command(
        name = "what-if",
        description = {
            "Plays what a flight record or Prometheus holds (pods coming, going, asking) by other"
                    + " flags or on other node groups, on a virtual clock, and says what it would"
                    + " have cost and how long pods would have waited.",
            "Any flag of the autoscaler may be given; what is not given is as it was recorded."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false)
public final class WhatIfCommand implements Callable<Integer> {

    @Spec private CommandSpec spec = CommandSpec.create();

    @ArgGroup(multiplicity = "1")
    private Source source = new Source();

    @Mixin private NodeGroupInput nodeGroups = new NodeGroupInput();

    @Option(
            names = "--from",
            paramLabel = "TIME",
            description = "Not before, such as 2026-03-05T21:40:00Z; default: the record's begin.")
    private @Nullable String from;

    @Option(
            names = "--to",
            paramLabel = "TIME",
            description = "Not after; default: the record's end.")
    private @Nullable String to;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "Writes report.html, with nodes over time, and what-if.json there.")
    private Optional<Path> out = Optional.empty();

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FORMAT",
            description = "text (default), json or yaml.")
    private Output output = Output.text;

    /** Where it is read what happened. */
    static final class Source {

        @Option(
                names = "--flight-record",
                paramLabel = "FOLDER",
                description = "What run --flight-record wrote, or one file of it.")
        private Optional<Path> flight = Optional.empty();

        @Option(
                names = "--prometheus",
                paramLabel = "FILE",
                split = ",",
                description =
                        "What Prometheus answered to range queries of kube-state-metrics' series"
                                + " (docs/inputs.md names them), with --node-groups.")
        private List<Path> prometheus = List.of();
    }

    @Override
    public Integer call() throws InterruptedException {
        // Refused before a week is played, not after.
        out.ifPresent(folder -> OutputFolder.open(folder).close());
        Recording.Time time =
                new Recording.Time(WorldInput.time("--from", from), WorldInput.time("--to", to));
        List<String> asked = new FlagValues(spec.commandLine().getParseResult()).given();
        Question question =
                source.flight.isPresent()
                        ? ofFlight(source.flight.get(), time, asked)
                        : ofPrometheus(time, asked);
        WorldSpec same = question.same();
        WorldSpec what = question.what();
        Recording recording = question.recording();
        try (ExecutorService beside = Executors.newSingleThreadExecutor()) {
            Future<Played> replayed = beside.submit(() -> Play.of(same, recording.length()));
            Played whatIf = Play.of(what, recording.length());
            tell(
                    WhatIfReport.of(
                            WhatIf.Recorded.of(recording.trace(), asked),
                            Stream.concat(
                                            recording.notes().stream(),
                                            question.world().notes().stream())
                                    .toList(),
                            new WhatIfReport.Sides(
                                    Optional.of(recording)
                                            .filter(Recording::machinesKnown)
                                            .map(known -> Play.recorded(known.trace())),
                                    replayed.get(),
                                    whatIf)));
        } catch (ExecutionException e) {
            throw new IllegalStateException("the recorded flags could not be played", e.getCause());
        }
        return CommandLine.ExitCode.OK;
    }

    /** What happened, and the two worlds that are played. */
    private record Question(
            Recording recording, RecordedWorld world, WorldSpec same, WorldSpec what) {}

    private Question ofFlight(Path record, Recording.Time time, List<String> asked) {
        Recording recording = Recording.ofFlight(record, time);
        FlagValues other = flags(recording.name(), together(recording.flags(), asked));
        List<NodeGroup> groups = recording.trace().first().nodeGroups();
        return question(
                recording,
                groups,
                other,
                nodeGroups.read(other, spec.commandLine().getErr(), "").orElse(groups));
    }

    private Question ofPrometheus(Recording.Time time, List<String> asked) {
        FlagValues other = flags("--prometheus", asked);
        List<NodeGroup> groups =
                nodeGroups
                        .read(other, spec.commandLine().getErr(), "")
                        .orElseThrow(() ->
                                new InvalidInputException(
                                        "--prometheus needs --node-groups FILE: no series tells what may grow"));
        Recording recording = Recording.ofPrometheus(source.prometheus, groups, time);
        List<NodeGroup> begun = recording.trace().first().nodeGroups();
        return question(recording, begun, other, begun);
    }

    private Question question(
            Recording recording, List<NodeGroup> same, FlagValues other, List<NodeGroup> others) {
        RecordedWorld world = new RecordedWorld(recording);
        return new Question(
                recording,
                world,
                spec(world, same, flags(recording.name(), recording.flags())),
                spec(world, others, other));
    }

    private void tell(WhatIfReport report) {
        out.ifPresent(folder -> {
            OutputFolder.write(folder, report::write);
            spec.commandLine().getErr().println("Wrote " + folder.resolve("report.html"));
        });
        output.print(spec.commandLine().getOut(), report.answer(), WhatIfText::of);
    }

    private static WorldSpec spec(RecordedWorld world, List<NodeGroup> groups, FlagValues flags) {
        return world.spec(
                groups,
                new AutoscalerSettings(EngineFlags.options(flags), flags.duration("scan-interval")),
                flags.list("startup-taint"));
    }

    /** Of two that say the same flag the last one holds; lists are given anew. */
    private static List<String> together(List<String> recorded, List<String> asked) {
        List<String> names = asked.stream().map(WhatIfCommand::name).toList();
        List<String> all = new ArrayList<>(recorded);
        all.removeIf(flag -> names.contains(name(flag)));
        all.addAll(asked);
        return all;
    }

    private static String name(String flag) {
        return flag.substring(0, flag.indexOf('='));
    }

    private static FlagValues flags(String where, List<String> arguments) {
        CommandSpec command = CommandSpec.create();
        FlagOptions.addTo(command);
        try {
            return new FlagValues(
                    new CommandLine(command)
                            .setOverwrittenOptionsAllowed(true)
                            .parseArgs(arguments.toArray(String[]::new)));
        } catch (ParameterException refused) {
            throw new InvalidInputException("%s: flags: %s".formatted(where, refused.getMessage()));
        }
    }
}
