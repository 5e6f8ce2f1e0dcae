package io.plimsoll.cli;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.plimsoll.environment.names.SharedNames;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code load status}: what came of each load's last run, as its Job has written it down. */
@Command(
        name = "load",
        description = "The load generator: status.",
        mixinStandardHelpOptions = true,
        subcommands = LoadCommand.Status.class)
final class LoadCommand {

    private LoadCommand() {}

    /** Exit code 0: no run has failed; 1: one has. */
    @Command(
            name = "status",
            description = "Prints what came of each load's last run.",
            mixinStandardHelpOptions = true)
    static final class Status implements Callable<Integer> {

        @Option(
                names = "--kubeconfig",
                paramLabel = "FILE",
                description = "Which cluster; as kubectl chooses it if left out.")
        private Optional<Path> kubeconfig = Optional.empty();

        @Spec private CommandSpec spec = CommandSpec.create();

        private Status() {}

        @Override
        public Integer call() {
            PrintWriter out = spec.commandLine().getOut();
            List<LoadResult> results = results();
            if (results.isEmpty()) {
                out.printf("No load in namespace %s%n", SharedNames.LOAD_NAMESPACE);
            }
            results.forEach(result -> out.println(result.sentence()));
            return results.stream().anyMatch(LoadResult::hasFailed) ? Plimsoll.NO : ExitCode.OK;
        }

        private List<LoadResult> results() {
            try (KubernetesClient cluster =
                    new KubernetesClientBuilder().withConfig(config()).build()) {
                return cluster
                        .configMaps()
                        .inNamespace(SharedNames.LOAD_NAMESPACE)
                        .withLabel("app.kubernetes.io/component", SharedNames.LOAD_COMPONENT)
                        .list()
                        .getItems()
                        .stream()
                        .flatMap(configMap -> LoadResult.of(configMap).stream())
                        .toList();
            } catch (KubernetesClientException e) {
                throw new BadInputException("load status: " + e.getMessage());
            }
        }

        private Config config() {
            return kubeconfig
                    .map(file -> Config.fromKubeconfig(file.toFile()))
                    .orElseGet(() -> Config.autoConfigure(null));
        }
    }
}
