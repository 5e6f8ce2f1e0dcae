package io.plimsoll.demo.world;

import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.plimsoll.autoscaler.aws.assembly.CloudAssembly;
import io.plimsoll.autoscaler.aws.assembly.CloudAssembly.Resource;
import io.plimsoll.autoscaler.aws.assembly.SynthesizedGroups;
import io.plimsoll.autoscaler.aws.assembly.SynthesizedGroups.SynthesizedGroup;
import io.plimsoll.autoscaler.simulation.spec.CloudFaults;
import io.plimsoll.autoscaler.simulation.spec.CloudFaults.SpotInterruption;
import io.plimsoll.autoscaler.simulation.spec.HpaSpec;
import io.plimsoll.autoscaler.simulation.spec.Timing;
import io.plimsoll.autoscaler.simulation.spec.TrafficSpec;
import io.plimsoll.autoscaler.simulation.spec.WorldSettings;
import io.plimsoll.autoscaler.simulation.spec.WorldSpec;
import io.plimsoll.demo.UnplayableException;
import io.plimsoll.demo.story.Cast;
import io.plimsoll.environment.SimulationConfig;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.eks.model.CapacityTypes;

/**
 * Builds the world of a story from the files that {@code stacks} and {@code charts8s} wrote, and
 * nothing else.
 */
public final class Casting {

    private static final String CLUSTER = "AWS::EKS::Cluster";
    private static final String ADDON = "AWS::EKS::Addon";

    /** Boot times of one instance type differ by about this much. */
    private static final int JITTER_PERCENT = 25;

    private static final Duration EARLIEST_INTERRUPTION = Duration.ofMinutes(6);
    private static final int INTERRUPTION_SECONDS = 35 * 60;

    private final SimulationConfig assumptions;
    private final long seed;

    /**
     * @param assumptions the times and costs that no file can tell
     * @param seed of what is chance: how long boots, pulls and starts take, and when Spot instances
     *     are taken back
     */
    public Casting(SimulationConfig assumptions, long seed) {
        this.assumptions = assumptions;
        this.seed = seed;
    }

    /**
     * @param assembly the CDK's output folder
     * @param manifestFolder the manifests' folder
     * @throws IOException when a file cannot be read
     * @throws UnplayableException when the files lack a part that the story needs
     */
    public Cast cast(Path assembly, Path manifestFolder) throws IOException {
        CloudAssembly templates = CloudAssembly.read(assembly);
        Resource cluster = templates.resources(CLUSTER).getFirst();
        Set<String> addons =
                templates.resources(ADDON).stream()
                        .map(addon -> addon.properties().path("AddonName").asString(""))
                        .collect(Collectors.toSet());
        ManifestFiles manifests = ManifestFiles.read(manifestFolder, addons);
        WorkloadSpecs workloads = new WorkloadSpecs(manifests);
        HpaSpec hpa =
                workloads.autoscalers().stream()
                        .findFirst()
                        .orElseThrow(() ->
                                new UnplayableException(
                                        "The manifests have no HorizontalPodAutoscaler"));
        List<LoadProfile> profiles =
                workloads.load(hpa.target()).stream()
                        .sorted(Comparator.comparingLong(Casting::requestsPerSecond))
                        .toList();
        AutoscalerArguments autoscaler = AutoscalerArguments.of(manifests.all(Deployment.class));
        SynthesizedGroups groups = new SynthesizedGroups(templates);
        WorldSpec world =
                new WorldSpec(
                        new NodeGroupSpecs(groups, autoscaler).all(),
                        workloads.standing(),
                        List.of(new TrafficSpec(hpa.target(), cpuPerRequest())),
                        settings(autoscaler, fate(groups)),
                        seed);
        return new Cast(
                cluster.properties().path("Name").asString(""),
                cluster.properties().path("Version").asString(""),
                world,
                hpa,
                profiles);
    }

    private static long requestsPerSecond(LoadProfile profile) {
        return profile.job().load().map(load -> load.requestsPerSecond()).orElse(0L);
    }

    private Duration cpuPerRequest() {
        BigDecimal seconds = assumptions.cpuPerRequest().getNumericalAmount();
        return Duration.ofNanos(seconds.movePointRight(9).longValueExact());
    }

    /** EC2 takes one instance of each Spot group back, at some time under load. */
    private CloudFaults fate(SynthesizedGroups groups) {
        Random chance = new Random(seed);
        List<SpotInterruption> interruptions =
                groups.all().stream()
                        .map(SynthesizedGroup::managed)
                        .filter(group -> group.capacityType() == CapacityTypes.SPOT)
                        .map(group ->
                                new SpotInterruption(
                                        group.nodegroupName(),
                                        Duration.ofSeconds(
                                                EARLIEST_INTERRUPTION.toSeconds()
                                                        + chance.nextInt(INTERRUPTION_SECONDS))))
                        .toList();
        return new CloudFaults(List.of(), 0, interruptions);
    }

    private WorldSettings settings(AutoscalerArguments autoscaler, CloudFaults faults) {
        Timing timing =
                new Timing(
                        new Timing.InstanceTiming(
                                assumptions.instanceBoot(),
                                assumptions.nodeReady(),
                                Timing.InstanceTiming.DEFAULT.instanceStop(),
                                Timing.InstanceTiming.DEFAULT.launchRetry()),
                        new Timing.PodTiming(
                                assumptions.imagePull(),
                                assumptions.podReady(),
                                Timing.PodTiming.DEFAULT.podStop()),
                        Timing.ControlPlaneTiming.DEFAULT,
                        JITTER_PERCENT);
        return new WorldSettings(
                WorldSettings.DEFAULT.start(), timing, autoscaler.settings(), faults);
    }
}
