package io.plimsoll.cli;

import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.plimsoll.autoscaler.aws.AwsClients;
import io.plimsoll.demo.real.RealWorld;
import io.plimsoll.environment.Environment;
import io.plimsoll.environment.module.Module;
import io.plimsoll.testbed.ControlPlane;
import io.plimsoll.testbed.EmulatedAws;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Where a story is played. */
final class PlaceOptions {

    private static final String ENDPOINT = "AWS_ENDPOINT_URL";
    private static final String REGION = "AWS_REGION";

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command = CommandSpec.create();

    @Option(
            names = "--on",
            paramLabel = "PLACE",
            defaultValue = "simulation",
            description = {
                "simulation (default): on a virtual clock.",
                "kubernetes: in real time on the current kube context, with nodes by kwok, the"
                        + " autoscaler's own process, and the AWS that AWS_ENDPOINT_URL names.",
                "testbed: the same on a control plane and an emulated AWS that are started for it."
            })
    private Place place = Place.SIMULATION;

    @Option(
            names = "--among-other-nodes",
            description = "With --on kubernetes: also where the cluster has nodes already.")
    private boolean amongOthers;

    /** What it is played on. */
    enum Place {
        SIMULATION,
        KUBERNETES,
        TESTBED
    }

    Place place() {
        return place;
    }

    /**
     * @throws BadInputException where the options say two things
     */
    void check() {
        if (amongOthers && place != Place.KUBERNETES) {
            throw new BadInputException("--among-other-nodes goes with --on kubernetes");
        }
    }

    /**
     * The current kube context and the AWS that the process's environment names.
     *
     * @param folder for what the autoscaler prints
     * @throws BadInputException when one does not answer, or is no place to play
     */
    RealWorld.Place open(Environment environment, Path folder) throws IOException {
        String region = environment.cluster().region();
        if (System.getenv(ENDPOINT) == null) {
            throw new BadInputException(
                    "--on kubernetes: AWS_ENDPOINT_URL is not set; the story makes Auto Scaling"
                            + " groups, so it wants an emulated AWS (moto_server), not a real one");
        }
        if (!region.equals(System.getenv(REGION))) {
            throw new BadInputException(
                    "--on kubernetes: AWS_REGION: \"%s\" is not the environment's cluster.region; allowed: %s"
                            .formatted(
                                    Optional.ofNullable(System.getenv(REGION)).orElse(""), region));
        }
        Config config = Config.autoConfigure(null);
        config.setRequestRetryBackoffLimit(1);
        KubernetesClient kube = new KubernetesClientBuilder().withConfig(config).build();
        try {
            List<String> nodes =
                    kube.nodes().list().getItems().stream()
                            .map((Node node) -> node.getMetadata().getName())
                            .toList();
            if (!nodes.isEmpty() && !amongOthers) {
                throw new BadInputException(
                        "--on kubernetes: %s has %d nodes (%s, …); --among-other-nodes plays there all the same"
                                .formatted(kube.getMasterUrl(), nodes.size(), nodes.getFirst()));
            }
        } catch (KubernetesClientException e) {
            throw new BadInputException(
                    "--on kubernetes: %s does not answer: %s"
                            .formatted(kube.getMasterUrl(), reason(e)));
        }
        Files.createDirectories(folder);
        return new RealWorld.Place(kube, AwsClients.create("plimsoll-demo", List.of()), folder);
    }

    /** The client's own words name a request, those of the cause what is wrong. */
    private static @Nullable String reason(KubernetesClientException e) {
        return e.getCause() == null ? e.getMessage() : e.getCause().toString();
    }

    /**
     * Starts a control plane and an emulated AWS, and the same command on them, in a process of its
     * own, which reads of them in its environment.
     *
     * @return that command's exit code
     * @throws BadInputException when there is no control plane to be had
     */
    int onTestbed(Environment environment) throws IOException {
        System.setProperty("plimsoll.testbed", Module.home().resolve("testbed/kube").toString());
        System.setProperty(
                "plimsoll.testbed.folder", Module.home().resolve("build/testbed").toString());
        if (!ControlPlane.isToBeHad()) {
            throw new BadInputException(
                    "--on testbed: no control plane; install Go 1.24 or newer, which builds one, or"
                            + " name a folder with its programs in PLIMSOLL_KUBE_BIN");
        }
        command.commandLine()
                .getErr()
                .println(
                        "Starting a control plane and an emulated AWS; the first time builds them,"
                                + " some ten minutes");
        try (ControlPlane plane =
                        ControlPlane.start(Map.of("METRICS", "1", "NODE_GRACE", "3600s"))
                                .orElseThrow();
                EmulatedAws aws = EmulatedAws.start()) {
            Map<String, String> variables =
                    new TreeMap<>(aws.environment(environment.cluster().region()));
            variables.put("KUBECONFIG", plane.kubeconfig().toString());
            Module.Running story = Module.COMMANDS.start(variables, arguments());
            Thread clearing =
                    new Thread(() -> {
                        try (plane;
                                aws) {
                            int _ = story.exitCode();
                        }
                    });
            Runtime.getRuntime().addShutdownHook(clearing);
            int exitCode = story.exitCode();
            Runtime.getRuntime().removeShutdownHook(clearing);
            return exitCode;
        } catch (IllegalStateException e) {
            throw new BadInputException("--on testbed: " + e.getMessage());
        }
    }

    /** This command's own, for the place that there is now. */
    private List<String> arguments() {
        List<String> arguments = new ArrayList<>(List.of("demo", "--on=kubernetes"));
        CommandLine.ParseResult parsed = command.commandLine().getParseResult();
        List<String> given = parsed.originalArgs();
        for (int at = given.indexOf("demo") + 1; at < given.size(); at++) {
            if (given.get(at).equals("--on")) {
                at++;
            } else if (!given.get(at).startsWith("--on=")) {
                arguments.add(given.get(at));
            }
        }
        return arguments;
    }
}
