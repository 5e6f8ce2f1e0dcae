package io.plimsoll.cli;

import io.plimsoll.environment.module.Module;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Unmatched;

/**
 * {@code manifests}: Kubernetes manifests; what is not about the environment is the charts' own to
 * read.
 */
@Command(
        name = "manifests",
        description = "Writes Kubernetes manifests (manifests --help tells more).",
        mixinStandardHelpOptions = false)
final class ManifestsCommand implements Callable<Integer> {

    @Mixin private EnvironmentOptions environment = new EnvironmentOptions();

    @Unmatched private List<String> passedOn = new ArrayList<>();

    @Override
    public Integer call() throws Exception {
        List<String> arguments = new ArrayList<>(environment.arguments());
        arguments.addAll(passedOn);
        return Module.CHARTS.run(arguments);
    }
}
