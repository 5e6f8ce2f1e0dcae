package io.plimsoll.environment.file;

import io.fabric8.kubernetes.api.model.Quantity;
import io.plimsoll.environment.AddOnsConfig.VpaMode;
import io.plimsoll.environment.AddOnsConfig.VpaResource;
import io.plimsoll.environment.Environment;
import io.plimsoll.environment.GoDuration;
import io.plimsoll.environment.HpaConfig;
import io.plimsoll.environment.KongConfig;
import io.plimsoll.environment.LoadConfig;
import io.plimsoll.environment.NodeGroupConfig;
import io.plimsoll.environment.SimulationConfig;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What must hold between the values of {@code kong}, {@code hpa}, {@code load} and the rest. */
final class WorkloadRules {

    private static final Duration LONGEST = Duration.ofHours(24);
    private static final BigDecimal MOST_CPU_PER_REQUEST = BigDecimal.valueOf(3600);

    /** A Job's name is a label's value of its pods: 63 characters with load- in front. */
    private static final int LONGEST_PROFILE = 58;

    private WorkloadRules() {}

    static void check(Environment environment, Problems problems) {
        KongConfig kong = environment.workloads().kong();
        HpaConfig hpa = environment.workloads().hpa();
        ControlPlaneRules.check(kong, problems);
        CertificateRules.check(environment, problems);
        AutoscalerRules.check(environment, problems);
        KongRules.check(kong, problems);
        HpaRules.check(hpa, problems);
        vpa(environment, problems);
        environment
                .workloads()
                .load()
                .profiles()
                .forEach((name, profile) -> profile(hpa, name, profile, problems));
        simulation(environment.simulation(), problems);
        comparison(environment, problems);
        selector(environment, "kong", kong.nodeSelector(), problems);
        selector(environment, "load", environment.workloads().load().nodeSelector(), problems);
        selector(
                environment,
                "autoscaler",
                environment.workloads().autoscaler().nodeSelector(),
                problems);
    }

    /** Two autoscalers on one resource would undo each other's work. */
    private static void vpa(Environment environment, Problems problems) {
        environment
                .workloads()
                .addOns()
                .vpa()
                .filter(vpa -> {
                    if (vpa.resources().stream().distinct().count() < vpa.resources().size()) {
                        problems.add("vpa.resources[1]", "must be there once, is there twice");
                    }
                    return vpa.mode() != VpaMode.RECOMMEND;
                })
                .filter(vpa -> vpa.resources().contains(VpaResource.CPU))
                .ifPresent(vpa ->
                        problems.add(
                                "vpa.resources",
                                "must not hold cpu unless mode is recommend, since the HPA scales by cpu"));
    }

    private static void profile(
            HpaConfig hpa, String name, LoadConfig.Profile profile, Problems problems) {
        String path = "load.profiles." + name;
        if (name.length() > LONGEST_PROFILE) {
            problems.add(
                    path,
                    "must have a name of at most %d characters, as its Job is called after it, has %d"
                            .formatted(LONGEST_PROFILE, name.length()));
        }
        shortEnough(path + ".duration", profile.duration(), problems);
        if (profile.duration().equals(Duration.ZERO)) {
            problems.add(path + ".duration", "must be longer than 0s, is 0s");
        }
        if (profile.hpaMax().isPresent() && profile.hpaMax().getAsInt() < hpa.min()) {
            problems.add(
                    path + ".hpaMax",
                    "must be at least hpa.min ("
                            + hpa.min()
                            + "), is "
                            + profile.hpaMax().getAsInt());
        }
    }

    /** The simulation plays it second by second. */
    private static void shortEnough(String field, Duration duration, Problems problems) {
        if (duration.compareTo(LONGEST) > 0) {
            problems.add(field, "must be at most 24h, is " + GoDuration.format(duration));
        }
    }

    private static void simulation(SimulationConfig simulation, Problems problems) {
        BigDecimal cpu = simulation.cpuPerRequest().getNumericalAmount();
        if (cpu.signum() == 0) {
            problems.add("simulation.cpuPerRequest", "must be more than 0, is '0'");
        }
        if (cpu.compareTo(MOST_CPU_PER_REQUEST) > 0) {
            problems.add(
                    "simulation.cpuPerRequest",
                    "must be at most %s CPU-seconds, is '%s'"
                            .formatted(MOST_CPU_PER_REQUEST, simulation.cpuPerRequest()));
        }
        shortEnough("simulation.instanceBoot", simulation.instanceBoot(), problems);
        shortEnough("simulation.nodeReady", simulation.nodeReady(), problems);
        shortEnough("simulation.imagePull", simulation.imagePull(), problems);
        shortEnough("simulation.podReady", simulation.podReady(), problems);
    }

    private static void comparison(Environment environment, Problems problems) {
        List<String> pool =
                environment.nodeGroupsFor(environment.workloads().kong().nodeSelector()).stream()
                        .map(NodeGroupConfig::name)
                        .toList();
        environment
                .simulation()
                .compareWith()
                .filter(group -> !pool.contains(group))
                .ifPresent(group ->
                        problems.add(
                                "simulation.compareWith",
                                "must be a node group that Kong may run on (%s), is '%s'"
                                        .formatted(String.join(", ", pool), group)));
    }

    private static void selector(
            Environment environment,
            String block,
            Map<String, String> nodeSelector,
            Problems problems) {
        // Without any group, that alone is the mistake.
        if (!environment.nodeGroups().isEmpty()
                && environment.nodeGroupsFor(nodeSelector).isEmpty()) {
            problems.add(
                    block + ".nodeSelector",
                    "must be labels of a node group, no group has all of "
                            + words(nodeSelector)
                            + "; groups have "
                            + environment.nodeGroups().stream()
                                    .map(group -> group.name() + " " + words(group.labels()))
                                    .collect(Collectors.joining(", ")));
        }
    }

    private static String words(Map<String, String> labels) {
        return labels.entrySet().stream()
                .map(label -> label.getKey() + ": " + label.getValue())
                .collect(Collectors.joining(", ", "{", "}"));
    }

    static boolean isZero(Quantity quantity) {
        return quantity.getNumericalAmount().signum() == 0;
    }
}
