package io.plimsoll.demo.whatif;

import io.plimsoll.autoscaler.app.InvalidInputException;
import io.plimsoll.autoscaler.app.flags.FlagOptions;
import io.plimsoll.autoscaler.app.flags.FlagValues;
import io.plimsoll.autoscaler.app.flight.FlightTrace;
import io.plimsoll.autoscaler.app.input.NodeGroupInput;
import io.plimsoll.autoscaler.app.input.WorldInput;
import io.plimsoll.autoscaler.app.plan.Output;
import io.plimsoll.autoscaler.app.run.EngineFlags;
import io.plimsoll.autoscaler.decision.model.NodeGroup;
import io.plimsoll.autoscaler.simulation.spec.WorldSettings.AutoscalerSettings;
import io.plimsoll.autoscaler.simulation.spec.WorldSpec;
import io.plimsoll.environment.output.OutputFolder;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
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
            "Plays what a flight record holds (pods coming, going, asking) by other flags or on other"
                    + " node groups, on a virtual clock, and says what it would have cost and how long"
                    + " pods would have waited.",
            "Any flag of the autoscaler may be given; what is not given is as it was recorded."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false)
public final class WhatIfCommand implements Callable<Integer> {

    @Spec private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--flight-record",
            paramLabel = "FOLDER",
            required = true,
            description = "What run --flight-record wrote, or one file of it.")
    private Path record = Path.of("");

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
            description = "text (default) or json.")
    private Output output = Output.text;

    @Override
    public Integer call() throws InterruptedException {
        Optional<Instant> begin = WorldInput.time("--from", from);
        Optional<Instant> end = WorldInput.time("--to", to);
        FlightTrace trace = FlightTrace.read(record, begin, end);
        Duration time = Duration.between(trace.span().from(), trace.span().to());
        if (time.isZero()) {
            throw new InvalidInputException(
                    record
                            + ": has one loop of that time; allowed: two or more, to play what is between");
        }
        List<String> recorded = trace.flags().orElse(List.of());
        List<String> asked = new FlagValues(spec.commandLine().getParseResult()).given();
        RecordedWorld world = new RecordedWorld(trace);
        WorldSpec same = spec(world, trace.first().nodeGroups(), flags(recorded));
        FlagValues other = flags(together(recorded, asked));
        List<NodeGroup> groups =
                nodeGroups
                        .read(other, spec.commandLine().getErr(), "")
                        .orElse(trace.first().nodeGroups());
        WorldSpec what = spec(world, groups, other);
        try (ExecutorService beside = Executors.newSingleThreadExecutor()) {
            Future<Played> replayed = beside.submit(() -> Play.of(same, time));
            Played whatIf = Play.of(what, time);
            tell(
                    WhatIfReport.of(
                            WhatIf.Recorded.of(trace, asked),
                            notes(trace, world),
                            new WhatIfReport.Sides(Play.recorded(trace), replayed.get(), whatIf)));
        } catch (ExecutionException e) {
            throw new IllegalStateException("the recorded flags could not be played", e.getCause());
        }
        return CommandLine.ExitCode.OK;
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

    private FlagValues flags(List<String> arguments) {
        CommandSpec command = CommandSpec.create();
        FlagOptions.addTo(command);
        try {
            return new FlagValues(
                    new CommandLine(command)
                            .setOverwrittenOptionsAllowed(true)
                            .parseArgs(arguments.toArray(String[]::new)));
        } catch (ParameterException refused) {
            throw new InvalidInputException(
                    "%s: flags: %s".formatted(record, refused.getMessage()));
        }
    }

    private List<String> notes(FlightTrace trace, RecordedWorld world) {
        List<String> notes = new ArrayList<>();
        if (trace.flags().isEmpty()) {
            notes.add("the record tells no flags; what is not given has its default");
        }
        if (trace.span().cut()) {
            notes.add(
                    "the record has no end: whoever wrote it goes on, or died; it counts up to %s"
                            .formatted(trace.span().to()));
        }
        trace.span()
                .gaps()
                .forEach(gap ->
                        notes.add(
                                "nothing was recorded from %s to %s; what came and went meanwhile is not in the figures"
                                        .formatted(gap.from(), gap.to())));
        if (!trace.machines().use().unpriced().isEmpty()) {
            notes.add(
                    "no price is known of %s; they count nothing"
                            .formatted(String.join(", ", trace.machines().use().unpriced())));
        }
        notes.addAll(world.notes());
        notes.add(
                "a recorded wait ends with the loop that saw its end; where pods run at the"
                        + " beginning, and how long instances boot, is the simulator's");
        return notes;
    }
}
