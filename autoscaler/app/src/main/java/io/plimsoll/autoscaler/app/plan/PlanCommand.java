package io.plimsoll.autoscaler.app.plan;

import io.plimsoll.autoscaler.app.flags.DecisionFlags;
import io.plimsoll.autoscaler.app.flags.FlagValues;
import io.plimsoll.autoscaler.app.input.WorldInput;
import io.plimsoll.autoscaler.decision.Inquiry;
import io.plimsoll.autoscaler.decision.question.AutoscalingOptions;
import io.plimsoll.autoscaler.decision.question.Observation;
import io.plimsoll.environment.module.Progress;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code plan}: what one loop would decide about a cluster and its node groups. */
@Command(
        name = "plan",
        description =
                "Says what the autoscaler would do with the cluster of the current kube context, or"
                        + " with one that files describe. Takes every flag of Cluster Autoscaler as"
                        + " well. Changes nothing.",
        footer = {
            "",
            "Examples:",
            "  autoscaler plan",
            "  autoscaler plan --cluster cluster.json --node-groups groups.json",
            "  autoscaler plan --cluster cluster.json --node-groups groups.json \\",
            "    --add more.yaml --expander least-waste -o json"
        },
        mixinStandardHelpOptions = true,
        sortOptions = false)
public final class PlanCommand implements Callable<Integer> {

    @Spec private CommandSpec spec = CommandSpec.create();

    @Mixin private WorldInput world = new WorldInput();

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FORMAT",
            description = "text (default), json, yaml, or name: what would change.")
    private Output output = Output.text;

    @Override
    public Integer call() {
        FlagValues flags = new FlagValues(spec.commandLine().getParseResult());
        AutoscalingOptions options = DecisionFlags.options(flags);
        Instant time = world.time().orElseGet(Instant::now);
        PrintWriter err = spec.commandLine().getErr();
        Observation observation = world.read(flags, err);
        Inquiry inquiry = decided(observation, options, time);
        ZoneNotes.of(observation, inquiry.decision()).forEach(err::println);
        output.print(
                spec.commandLine().getOut(),
                PlanDocument.of(inquiry),
                new Output.Forms<>(PlanText::of, PlanText::of, Optional.of(PlanDocument::changed)));
        return 0;
    }

    private Inquiry decided(Observation observation, AutoscalingOptions options, Instant time) {
        try (Progress _ = Progress.of(spec.commandLine().getErr(), "Deciding", false)) {
            return Inquiry.of(observation, options, time);
        }
    }
}
