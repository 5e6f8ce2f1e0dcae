package io.plimsoll.cli;

import io.plimsoll.environment.EksVersions;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import picocli.CommandLine.Option;

/** What {@code init} is told, and the file that says the same. */
final class FirstEnvironment {

    /** Words that YAML 1.1 or 1.2 take for something else than text. */
    private static final Set<String> OTHER_THAN_TEXT =
            Set.of("true", "false", "yes", "no", "on", "off", "null", "y", "n");

    @Option(names = "--name", paramLabel = "NAME", description = "Name of the cluster.")
    Optional<String> name = Optional.empty();

    @Option(
            names = "--region",
            paramLabel = "REGION",
            description = "AWS region; default: us-west-1.")
    Optional<String> region = Optional.empty();

    @Option(names = "--account", paramLabel = "ID", description = "AWS account.")
    private Optional<String> account = Optional.empty();

    @Option(
            names = "--kubernetes-version",
            paramLabel = "VERSION",
            description = "Default: the newest that EKS has under standard support.")
    private Optional<String> kubernetesVersion = Optional.empty();

    @Option(
            names = "--mode",
            paramLabel = "MODE",
            description = "Kong: dbless, konnect or hybrid; default: dbless.")
    Optional<String> mode = Optional.empty();

    @Option(
            names = "--control-plane",
            paramLabel = "HOST",
            description = "Of konnect or hybrid: the control plane.")
    Optional<String> controlPlane = Optional.empty();

    @Option(
            names = "--telemetry",
            paramLabel = "HOST",
            description = "Of konnect or hybrid: what takes telemetry.")
    Optional<String> telemetry = Optional.empty();

    @Option(
            names = "--instance-type",
            paramLabel = "TYPE",
            description = "Of Kong's nodes; default: t3.large.")
    private Optional<String> instanceType = Optional.empty();

    @Option(names = "--spot", description = "Spot instances for Kong's nodes.")
    private boolean spot;

    @Option(names = "--max-nodes", paramLabel = "N", description = "Of Kong's nodes; default: 6.")
    private OptionalInt maxNodes = OptionalInt.empty();

    boolean needsControlPlane() {
        return InitCommand.hasControlPlane(mode.orElse(""));
    }

    /**
     * @throws BadInputException where nothing names the cluster
     */
    String text(LocalDate today) {
        String cluster =
                name.orElseThrow(() ->
                        new BadInputException(
                                "--name is missing: name the cluster, such as ./plimsoll init --name kong"));
        return """
        # docs/environment.md says how this file is read; what is left out has a default.
        cluster:
          name: %s
          region: %s
        %s  kubernetesVersion: %s

        nodeGroups:
          - {name: system, min: 2, max: 3, labels: {plimsoll.io/workload: system}}
          - name: kong
            instanceTypes: [%s]
            capacityType: %s
            min: 1
            max: %d
            labels: {plimsoll.io/workload: kong}
            taints: [{key: plimsoll.io/workload, value: kong}]
          - name: load
            min: 1
            max: 2
            labels: {plimsoll.io/workload: load}
            taints: [{key: plimsoll.io/workload, value: load}]

        kong:
          mode: %s
        %s
        hpa: {min: 1, max: 10, cpuUtilization: 75}

        load:
          profiles:
            normal: {connections: 100, qps: 500, duration: 20m}
            heavy: {connections: 800, qps: 3000, duration: 20m, hpaMax: 20}

        autoscaler:
          # The registry that the stacks make for the autoscaler's image; README.md says how it gets there.
          repository: plimsoll/autoscaler
          flags: {expander: cheapest-mix, consolidation: replace, scale-down-unneeded-time: 10m, scale-down-delay-after-add: 10m}
        """
                .formatted(
                        word(cluster),
                        word(region.orElse("us-west-1")),
                        account.map(id -> "  account: " + quoted(id) + "\n").orElse(""),
                        quoted(kubernetesVersion.orElseGet(() -> newest(today))),
                        word(instanceType.orElse("t3.large")),
                        spot ? "spot" : "on-demand",
                        maxNodes.orElse(6),
                        word(mode.orElse("dbless").toLowerCase(Locale.ROOT)),
                        connection());
    }

    private String connection() {
        if (controlPlane.isEmpty() && telemetry.isEmpty()) {
            return "";
        }
        return "  %s: {controlPlane: %s, telemetry: %s}\n"
                .formatted(
                        word(mode.orElse("konnect").toLowerCase(Locale.ROOT)),
                        quoted(controlPlane.orElse("")),
                        quoted(telemetry.orElse("")));
    }

    private static String newest(LocalDate today) {
        List<String> versions = EksVersions.underStandardSupport(today);
        return versions.isEmpty() ? EksVersions.known().getLast() : versions.getLast();
    }

    private static String word(String text) {
        return text.matches("[A-Za-z][A-Za-z0-9._-]*")
                        && !OTHER_THAN_TEXT.contains(text.toLowerCase(Locale.ROOT))
                ? text
                : quoted(text);
    }

    private static String quoted(String text) {
        return "'" + text.replace("'", "''") + "'";
    }
}
