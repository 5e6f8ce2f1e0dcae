package io.plimsoll.demo.world;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.KubernetesClient;
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
import io.plimsoll.demo.real.Script;
import io.plimsoll.demo.story.Cast;
import io.plimsoll.environment.SimulationConfig;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awssdk.services.eks.model.CapacityTypes;

/**
 * Builds the world of a story from the files that {@code stacks} and {@code charts8s} wrote, and
 * nothing else.
 */
public final class Casting {

    private static final String CLUSTER = "AWS::EKS::Cluster";
    private static final String ADDON = "AWS::EKS::Addon";

    private static final Duration EARLIEST_INTERRUPTION = Duration.ofMinutes(6);
    private static final int INTERRUPTION_SECONDS = 35 * 60;

    private final SimulationConfig assumptions;
    private final long seed;
    private final int jitterPercent;

    /**
     * @param assumptions the times and costs that no file can tell
     * @param seed of what is chance: how long boots, pulls and starts take, and when Spot instances
     *     are taken back
     * @param jitterPercent how far boots, pulls and starts may be from what the assumptions say
     */
    public Casting(SimulationConfig assumptions, long seed, int jitterPercent) {
        this.assumptions = assumptions;
        this.seed = seed;
        this.jitterPercent = jitterPercent;
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
        ManifestFiles manifests = manifests(templates, manifestFolder);
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

    static ManifestFiles manifests(CloudAssembly templates, Path folder) {
        Set<String> addons =
                templates.resources(ADDON).stream()
                        .map(addon -> addon.properties().path("AddonName").asString(""))
                        .collect(Collectors.toSet());
        return ManifestFiles.read(folder, addons);
    }

    /**
     * The same for a real control plane.
     *
     * @param kube reads the manifests' objects
     */
    public Script script(Path assembly, Path manifestFolder, KubernetesClient kube)
            throws IOException {
        Cast cast = cast(assembly, manifestFolder);
        CloudAssembly templates = CloudAssembly.read(assembly);
        ManifestFiles manifests = manifests(templates, manifestFolder);
        List<HasMetadata> own = new ArrayList<>();
        try (Stream<Path> files = Files.list(manifestFolder)) {
            for (Path file :
                    files.filter(each -> each.toString().endsWith(".yaml")).sorted().toList()) {
                try (InputStream content = Files.newInputStream(file)) {
                    own.addAll(kube.load(content).items());
                }
            }
        }
        return new Script(
                cast,
                new SynthesizedGroups(templates).all(),
                own,
                manifests.ofAddons(),
                AutoscalerArguments.start(manifests.all(Deployment.class)));
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
                        jitterPercent);
        return new WorldSettings(
                WorldSettings.DEFAULT.start(), timing, autoscaler.settings(), faults);
    }
}
