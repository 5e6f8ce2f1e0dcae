package io.plimsoll.demo.world;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.plimsoll.autoscaler.app.InvalidInputException;
import io.plimsoll.autoscaler.app.flags.FlagArguments;
import io.plimsoll.autoscaler.app.flags.FlagOptions;
import io.plimsoll.autoscaler.app.flags.FlagValues;
import io.plimsoll.autoscaler.app.run.EngineFlags;
import io.plimsoll.autoscaler.aws.discovery.GroupSelection;
import io.plimsoll.autoscaler.decision.model.ObjectKey;
import io.plimsoll.autoscaler.simulation.spec.WorldSettings.AutoscalerSettings;
import io.plimsoll.demo.UnplayableException;
import io.plimsoll.demo.real.AutoscalerStart;
import java.util.List;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;

/**
 * What the autoscaler's Deployment tells it on its command line.
 *
 * @param selection which groups it finds
 * @param settings how it looks and decides
 * @param startupTaints keys of taints that it counts on somebody to take away
 */
record AutoscalerArguments(
        GroupSelection selection, AutoscalerSettings settings, List<String> startupTaints) {

    AutoscalerArguments {
        startupTaints = List.copyOf(startupTaints);
    }

    private static final String DISCOVERY = "node-group-auto-discovery";
    private static final String QUEUE = "interruption-queue";

    /** Options beside Cluster Autoscaler's flags. */
    private static final List<String> OWN =
            List.of("flight-record", "flight-record-max-mib", QUEUE);

    /**
     * The node autoscaler among the Deployments is the one that is told how to find node groups.
     *
     * @throws UnplayableException when there is none, or it would refuse its flags
     */
    static AutoscalerArguments of(List<Deployment> deployments) {
        try {
            return read(start(deployments).arguments());
        } catch (ParameterException | InvalidInputException refused) {
            throw new UnplayableException(
                    "autoscaler.flags: the autoscaler would refuse them: " + refused.getMessage());
        }
    }

    /**
     * How its container is started.
     *
     * @throws UnplayableException when there is none
     */
    static AutoscalerStart start(List<Deployment> deployments) {
        return deployments.stream()
                .map(AutoscalerArguments::start)
                .filter(start ->
                        start.arguments().stream()
                                .anyMatch(flag -> flag.startsWith("--" + DISCOVERY)))
                .findFirst()
                .orElseThrow(() ->
                        new UnplayableException(
                                "The story needs an autoscaler of node groups, and no"
                                        + " Deployment of the manifests has the flag --"
                                        + DISCOVERY));
    }

    private static AutoscalerStart start(Deployment deployment) {
        PodSpec pod = deployment.getSpec().getTemplate().getSpec();
        String account = pod.getServiceAccountName();
        return new AutoscalerStart(
                new ObjectKey(
                        WorkloadSpecs.key(deployment).namespace(),
                        account == null ? "default" : account),
                flags(pod.getContainers().getFirst()));
    }

    private static AutoscalerArguments read(List<String> arguments) {
        CommandSpec command = CommandSpec.create();
        FlagOptions.addTo(command);
        OWN.forEach(name ->
                command.addOption(OptionSpec.builder("--" + name).type(String.class).build()));
        FlagValues flags =
                new FlagValues(
                        new CommandLine(command)
                                .setOverwrittenOptionsAllowed(true)
                                .parseArgs(arguments.toArray(String[]::new)));
        boolean hearsInterruptions =
                arguments.stream().anyMatch(flag -> flag.startsWith("--" + QUEUE));
        return new AutoscalerArguments(
                flags.groupSelection(),
                new AutoscalerSettings(
                        EngineFlags.options(flags),
                        flags.duration("scan-interval"),
                        false,
                        hearsInterruptions),
                flags.list("startup-taint"));
    }

    private static List<String> flags(Container container) {
        return FlagArguments.normal(
                        Stream.concat(container.getCommand().stream(), container.getArgs().stream())
                                .toList())
                .stream()
                .filter(argument -> argument.startsWith("-"))
                .toList();
    }
}
