package io.plimsoll.demo.world;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.plimsoll.autoscaler.app.flags.DecisionFlags;
import io.plimsoll.autoscaler.app.flags.FlagOptions;
import io.plimsoll.autoscaler.app.flags.FlagValues;
import io.plimsoll.autoscaler.aws.discovery.GroupSelection;
import io.plimsoll.autoscaler.engine.actuation.EngineOptions;
import io.plimsoll.autoscaler.simulation.spec.WorldSettings.AutoscalerSettings;
import io.plimsoll.demo.UnplayableException;
import java.util.List;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/** What the autoscaler's Deployment tells it on its command line. */
final class AutoscalerArguments {

    private static final String DISCOVERY = "node-group-auto-discovery";

    private final FlagValues flags;

    private AutoscalerArguments(FlagValues flags) {
        this.flags = flags;
    }

    /**
     * The node autoscaler among the Deployments is the one that is told how to find node groups.
     *
     * @throws UnplayableException when there is none
     */
    static AutoscalerArguments of(List<Deployment> deployments) {
        List<String> arguments =
                deployments.stream()
                        .map(deployment ->
                                deployment
                                        .getSpec()
                                        .getTemplate()
                                        .getSpec()
                                        .getContainers()
                                        .getFirst())
                        .map(AutoscalerArguments::flags)
                        .filter(flags ->
                                flags.stream().anyMatch(flag -> flag.startsWith("--" + DISCOVERY)))
                        .findFirst()
                        .orElseThrow(() ->
                                new UnplayableException(
                                        "The story needs an autoscaler of node groups, and no Deployment of the"
                                                + " manifests has the flag --"
                                                + DISCOVERY));
        CommandSpec command = CommandSpec.create();
        FlagOptions.addTo(command);
        return new AutoscalerArguments(
                new FlagValues(
                        new CommandLine(command).parseArgs(arguments.toArray(String[]::new))));
    }

    private static List<String> flags(Container container) {
        return Stream.concat(container.getCommand().stream(), container.getArgs().stream())
                .filter(argument -> argument.startsWith("-"))
                .map(FlagOptions::withDashes)
                .toList();
    }

    GroupSelection selection() {
        return GroupSelection.parse(flags.list("nodes"), flags.list(DISCOVERY));
    }

    AutoscalerSettings settings() {
        return new AutoscalerSettings(
                new EngineOptions(
                        DecisionFlags.options(flags),
                        EngineOptions.DEFAULT.removal(),
                        EngineOptions.DEFAULT.statusObject()),
                flags.duration("scan-interval"),
                AutoscalerSettings.DEFAULT.idleWindow());
    }
}
