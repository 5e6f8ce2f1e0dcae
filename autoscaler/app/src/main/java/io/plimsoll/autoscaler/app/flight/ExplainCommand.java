package io.plimsoll.autoscaler.app.flight;

import io.plimsoll.autoscaler.app.InvalidInputException;
import io.plimsoll.autoscaler.app.flags.DecisionFlags;
import io.plimsoll.autoscaler.app.flags.FlagValues;
import io.plimsoll.autoscaler.app.input.WorldInput;
import io.plimsoll.autoscaler.app.plan.Explanation;
import io.plimsoll.autoscaler.app.plan.ExplanationText;
import io.plimsoll.autoscaler.app.plan.Output;
import io.plimsoll.autoscaler.decision.Inquiry;
import io.plimsoll.autoscaler.decision.answer.Decision;
import io.plimsoll.autoscaler.decision.question.AutoscalingOptions;
import io.plimsoll.autoscaler.decision.question.Observation;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code explain}: why something was, or would be, decided. */
@Command(
        name = "explain",
        description = {
            "Says why a Pending pod is helped by no group, why a node stays, or what scale-down thinks of"
                    + " all nodes: with figures, closest first, and what would have to change. Of the"
                    + " cluster of the current kube context, of one that files describe (as plan), or of"
                    + " a loop of a flight record.",
            "With an OBJECT and a flight record: what was decided about it, each time that it changed.",
            "Exit code 1 if nothing was."
        },
        footer = {
            "",
            "Examples:",
            "  autoscaler explain --pod kong/kong-kong-7d9f",
            "  autoscaler explain --scale-down",
            "  autoscaler explain --flight-record FOLDER --node ip-10-0-1-2"
        },
        mixinStandardHelpOptions = true,
        sortOptions = false)
public final class ExplainCommand implements Callable<Integer> {

    private static final Logger LOG = LoggerFactory.getLogger(ExplainCommand.class);

    @Spec private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--pod",
            paramLabel = "NAMESPACE/NAME",
            description = "A Pending pod: what every group says to it.")
    private @Nullable String pod;

    @Option(names = "--node", paramLabel = "NAME", description = "A node: why it stays or goes.")
    private @Nullable String node;

    @Option(names = "--scale-down", description = "All nodes, those closest to going first.")
    private boolean scaleDown;

    @Option(
            names = "--flight-record",
            paramLabel = "FOLDER",
            description =
                    "What run --flight-record wrote, or one file of it: the last loop that decided"
                            + " about it, not after --now.")
    private @Nullable Path record;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FORMAT",
            description = "text (default), json or yaml.")
    private Output output = Output.text;

    @Mixin private WorldInput world = new WorldInput();

    @Parameters(
            arity = "0..1",
            paramLabel = "OBJECT",
            description =
                    "A pod as namespace/name, a node or a node group by its name, over a whole flight"
                            + " record.")
    private @Nullable String object;

    @Override
    public Integer call() {
        requireOneQuestion();
        if (object != null) {
            return ObjectHistory.tell(required(record), object, spec.commandLine().getOut());
        }
        Optional<Explanation> found = record == null ? observed() : recorded(record);
        found.ifPresentOrElse(
                explanation ->
                        output.print(spec.commandLine().getOut(), explanation, ExplanationText::of),
                this::tellNothing);
        return found.isPresent() ? 0 : 1;
    }

    private void requireOneQuestion() {
        List<String> asked =
                Stream.of(
                                Optional.ofNullable(object).map(_ -> "OBJECT"),
                                Optional.ofNullable(pod).map(_ -> "--pod"),
                                Optional.ofNullable(node).map(_ -> "--node"),
                                Optional.of("--scale-down").filter(_ -> scaleDown))
                        .flatMap(Optional::stream)
                        .toList();
        if (asked.size() != 1) {
            throw new InvalidInputException(
                    "%s; allowed: one of --pod NAMESPACE/NAME, --node NAME, --scale-down, or an OBJECT with --flight-record"
                            .formatted(
                                    asked.isEmpty()
                                            ? "nothing is asked about"
                                            : String.join(" and ", asked)));
        }
        if (pod != null && pod.indexOf('/') < 1) {
            throw new InvalidInputException(
                    "--pod: \"%s\" is not allowed; allowed: namespace/name".formatted(pod));
        }
        if (record != null && world.isGiven()) {
            throw new InvalidInputException(
                    "--flight-record excludes --cluster and --node-groups: the record has both");
        }
        if (object != null && output != Output.text) {
            throw new InvalidInputException(
                    "-o %s; allowed: with --pod, --node or --scale-down".formatted(output));
        }
    }

    private static Path required(@Nullable Path record) {
        if (record == null) {
            throw new InvalidInputException(
                    "an OBJECT needs --flight-record FOLDER; allowed without: --pod NAMESPACE/NAME, --node NAME, --scale-down");
        }
        return record;
    }

    private void tellNothing() {
        PrintWriter err = spec.commandLine().getErr();
        err.printf(
                "nothing was decided about %s: %s%n",
                pod == null ? node == null ? "any node" : "node " + node : "pod " + pod,
                pod == null ? "there is none of that name" : "no Pending pod has that name");
        err.flush();
    }

    private Optional<Explanation> observed() {
        FlagValues flags = new FlagValues(spec.commandLine().getParseResult());
        AutoscalingOptions options = DecisionFlags.options(flags);
        Instant time = world.time().orElseGet(Instant::now);
        Observation observation = world.read(flags, spec.commandLine().getErr());
        return explain(Inquiry.of(observation, options, time), time);
    }

    private Optional<Explanation> recorded(Path file) {
        LastLoop last = new LastLoop(world.time());
        FlightReader.read(file, last);
        return last.line.map(line -> explain(file, line));
    }

    private Explanation explain(Path file, FlightLine line) {
        try {
            return explain(
                            new Inquiry(
                                    line.observation(),
                                    line.history(),
                                    line.options(),
                                    line.time(),
                                    line.decision()),
                            line.time())
                    .orElseThrow();
        } catch (RuntimeException e) {
            LOG.debug("Loop of {}", line.time(), e);
            throw new InvalidInputException(
                    "%s: the loop of %s makes no sense; if nobody has changed the record, please report it with that loop"
                            .formatted(file, line.time()));
        }
    }

    /** The last loop that has an answer. */
    private final class LastLoop implements FlightReader.Visitor {
        private final Optional<Instant> until;
        private Optional<FlightLine> line = Optional.empty();

        LastLoop(Optional<Instant> until) {
            this.until = until;
        }

        @Override
        public void visit(FlightLine next) {
            if (!next.isBroken()
                    && until.filter(end -> next.time().isAfter(end)).isEmpty()
                    && isDecided(next.decision())) {
                line = Optional.of(next);
            }
        }
    }

    private boolean isDecided(Decision decision) {
        if (pod != null) {
            return decision.pods().stream().anyMatch(found -> found.pod().toString().equals(pod));
        }
        return decision.nodes().stream()
                .anyMatch(found -> node == null || found.node().equals(node));
    }

    private Optional<Explanation> explain(Inquiry inquiry, Instant time) {
        Decision decision = inquiry.decision();
        if (!isDecided(decision)) {
            return Optional.empty();
        }
        if (pod != null) {
            return decision.pods().stream()
                    .filter(verdict -> verdict.pod().toString().equals(pod))
                    .findFirst()
                    .map(verdict -> Explanation.ofPod(verdict, inquiry, time));
        }
        return node == null
                ? Optional.of(Explanation.ofScaleDown(inquiry, time))
                : decision.nodes().stream()
                        .filter(verdict -> verdict.node().equals(node))
                        .findFirst()
                        .map(verdict -> Explanation.ofNode(verdict, inquiry, time));
    }
}
