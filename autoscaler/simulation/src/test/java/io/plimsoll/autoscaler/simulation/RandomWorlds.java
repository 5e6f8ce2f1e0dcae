package io.plimsoll.autoscaler.simulation;

import io.plimsoll.autoscaler.decision.model.CronTimes;
import io.plimsoll.autoscaler.decision.model.DisruptionBudget;
import io.plimsoll.autoscaler.decision.model.DisruptionLimit;
import io.plimsoll.autoscaler.decision.model.HostPort;
import io.plimsoll.autoscaler.decision.model.LabelSelector;
import io.plimsoll.autoscaler.decision.model.Metadata;
import io.plimsoll.autoscaler.decision.model.Node;
import io.plimsoll.autoscaler.decision.model.NodeGroup;
import io.plimsoll.autoscaler.decision.model.NodeGroupOptions;
import io.plimsoll.autoscaler.decision.model.NodeTemplate;
import io.plimsoll.autoscaler.decision.model.ObjectKey;
import io.plimsoll.autoscaler.decision.model.Pod;
import io.plimsoll.autoscaler.decision.model.PodAffinityTerm;
import io.plimsoll.autoscaler.decision.model.PodVolume;
import io.plimsoll.autoscaler.decision.model.Price;
import io.plimsoll.autoscaler.decision.model.Requirement;
import io.plimsoll.autoscaler.decision.model.Resources;
import io.plimsoll.autoscaler.decision.model.Taint;
import io.plimsoll.autoscaler.decision.model.Toleration;
import io.plimsoll.autoscaler.decision.model.TopologySpreadConstraint;
import io.plimsoll.autoscaler.decision.question.AutoscalingOptions;
import io.plimsoll.autoscaler.decision.question.AutoscalingOptions.RepairOptions;
import io.plimsoll.autoscaler.decision.question.AutoscalingOptions.RepairRule;
import io.plimsoll.autoscaler.decision.question.ConsolidationOptions;
import io.plimsoll.autoscaler.decision.question.ConsolidationOptions.Consolidation;
import io.plimsoll.autoscaler.engine.actuation.EngineOptions;
import io.plimsoll.autoscaler.engine.actuation.RemovalOptions;
import io.plimsoll.autoscaler.simulation.spec.CloudFaults;
import io.plimsoll.autoscaler.simulation.spec.CloudFaults.CapacityOutage;
import io.plimsoll.autoscaler.simulation.spec.CloudFaults.SpotInterruption;
import io.plimsoll.autoscaler.simulation.spec.DaemonSetSpec;
import io.plimsoll.autoscaler.simulation.spec.DeploymentSpec;
import io.plimsoll.autoscaler.simulation.spec.HpaBehavior;
import io.plimsoll.autoscaler.simulation.spec.HpaSpec;
import io.plimsoll.autoscaler.simulation.spec.PdbSpec;
import io.plimsoll.autoscaler.simulation.spec.PodTemplate;
import io.plimsoll.autoscaler.simulation.spec.SimulatedNodeGroup;
import io.plimsoll.autoscaler.simulation.spec.TrafficSpec;
import io.plimsoll.autoscaler.simulation.spec.Workloads;
import io.plimsoll.autoscaler.simulation.spec.WorldSettings;
import io.plimsoll.autoscaler.simulation.spec.WorldSettings.AutoscalerSettings;
import io.plimsoll.autoscaler.simulation.spec.WorldSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Random;
import java.util.TreeMap;

/** Small worlds out of a seed: 1 to 3 groups, 1 to 4 Deployments, with all that may go wrong. */
final class RandomWorlds {
    private static final String GROUP_LABEL = "group";
    private static final String HOSTNAME = "kubernetes.io/hostname";
    private static final long GIB = 1L << 30;
    private static final String NAMESPACE = "default";

    private static final Duration LONGEST_DRAIN = Duration.ofMinutes(10);

    /** Less patience than by default, so that more is repaired; more than clocks are wrong. */
    private static final List<RepairRule> RULES =
            List.of(
                    new RepairRule("KernelReady", List.of("False"), Duration.ofMinutes(12)),
                    new RepairRule("Ready", List.of("False", "Unknown"), Duration.ofMinutes(12)));

    private static final CronTimes EACH_HOUR = new CronTimes(1, -1, -1, -1, -1, false);

    private final Random random;
    private final long seed;
    private final Consolidation consolidation;

    /** Of its own, so that worlds without budgets and repair stay as they were. */
    private final Random upkeep;

    private RandomWorlds(long seed, Consolidation consolidation) {
        this.seed = seed;
        this.consolidation = consolidation;
        this.random = new Random(seed);
        this.upkeep = new Random(seed * 31 + 11);
    }

    static WorldSpec of(long seed, Consolidation consolidation) {
        return new RandomWorlds(seed, consolidation).spec();
    }

    private WorldSpec spec() {
        List<SimulatedNodeGroup> groups = new ArrayList<>();
        int groupCount = between(1, 3);
        for (int index = 0; index < groupCount; index++) {
            groups.add(group("g" + index));
        }
        List<DeploymentSpec> deployments = new ArrayList<>();
        List<HpaSpec> hpas = new ArrayList<>();
        List<PdbSpec> budgets = new ArrayList<>();
        List<TrafficSpec> traffic = new ArrayList<>();
        int deploymentCount = between(1, 4);
        for (int index = 0; index < deploymentCount; index++) {
            DeploymentSpec deployment = deployment("d" + index, groups);
            deployments.add(deployment);
            if (chance(50)) {
                hpas.add(hpa(deployment.key()));
                traffic.add(new TrafficSpec(deployment.key(), Duration.ofMillis(between(1, 8))));
            }
            if (chance(50)) {
                budgets.add(budget(deployment.key()));
            }
        }
        return new WorldSpec(
                groups,
                new Workloads(deployments, daemonSets(), hpas, budgets),
                traffic,
                settings(),
                seed);
    }

    private WorldSettings settings() {
        WorldSettings defaults = WorldSettings.DEFAULT;
        AutoscalerSettings autoscaler =
                new AutoscalerSettings(options(), Duration.ofSeconds(between(1, 6) * 10L));
        return new WorldSettings(defaults.start(), defaults.timing(), autoscaler, faults());
    }

    /** Less patience than by default, so that more happens. */
    private EngineOptions options() {
        EngineOptions defaults = EngineOptions.DEFAULT;
        AutoscalingOptions decision = defaults.decision();
        AutoscalingOptions.ScaleDownOptions down = decision.scaleDown();
        AutoscalingOptions.HealthOptions health = decision.health();
        Duration unneeded = Duration.ofSeconds(between(2, 20) * 30L);
        Duration afterAdd = Duration.ofSeconds(between(0, 20) * 30L);
        RemovalOptions removal = defaults.removal();
        return new EngineOptions(
                new AutoscalingOptions(
                        decision.scaleUp(),
                        new AutoscalingOptions.ScaleDownOptions(
                                true,
                                down.utilization(),
                                new AutoscalingOptions.Patience(
                                        unneeded,
                                        down.patience().unreadyTime(),
                                        true,
                                        new AutoscalingOptions.Delays(
                                                afterAdd,
                                                Duration.ZERO,
                                                Duration.ofSeconds(between(0, 6) * 30L))),
                                down.parallelism(),
                                down.drain(),
                                new ConsolidationOptions(
                                        consolidation, 100, Duration.ofMinutes(5), afterAdd)),
                        decision.limits(),
                        new AutoscalingOptions.HealthOptions(
                                health.okTotalUnreadyCount(),
                                health.maxTotalUnreadyPercent(),
                                Duration.ofMinutes(between(5, 15)),
                                health.backoff(),
                                new RepairOptions(upkeep.nextBoolean(), RULES, LONGEST_DRAIN)),
                        decision.taints()),
                new RemovalOptions(
                        removal.delayAfterTaint(),
                        chance(30),
                        removal.deletionDelayTimeout(),
                        removal.eviction(),
                        removal.softTaint()),
                defaults.statusObject());
    }

    private CloudFaults faults() {
        return switch (between(0, 9)) {
            case 0 -> new CloudFaults(List.of(), 300);
            case 1 -> {
                Duration from = Duration.ofMinutes(between(0, 30));
                Duration until = from.plusMinutes(between(1, 60));
                yield new CloudFaults(List.of(new CapacityOutage("g0", from, until)), 0);
            }
            case 2, 3, 4 -> new CloudFaults(List.of(), 0, interruptions());
            default -> CloudFaults.NONE;
        };
    }

    private List<SpotInterruption> interruptions() {
        List<SpotInterruption> all = new ArrayList<>();
        int count = between(1, 6);
        for (int index = 0; index < count; index++) {
            all.add(new SpotInterruption("g0", Duration.ofMinutes(between(1, 80))));
        }
        return all;
    }

    private SimulatedNodeGroup group(String name) {
        int cores = 2 << between(0, 2);
        int min = between(0, 2);
        int max = min + between(1, 4);
        List<String> zones = List.of("r-1a", "r-1b", "r-1c").subList(0, between(1, 3));
        return new SimulatedNodeGroup(
                name,
                new NodeGroup.Size(min, max, between(min, max)),
                new SimulatedNodeGroup.Machine(
                        "c%d.large".formatted(cores),
                        new NodeTemplate(node(name, cores), new Price(cores * 40_000L)),
                        zones),
                budgets(),
                chance(90));
    }

    /**
     * In every other group; in a third of them a share, and in another beside, a freeze of the
     * first 40 minutes of each hour.
     */
    private NodeGroupOptions budgets() {
        if (upkeep.nextBoolean()) {
            return NodeGroupOptions.NONE;
        }
        List<DisruptionBudget> budgets = new ArrayList<>();
        int most = 1 + upkeep.nextInt(2);
        int kind = upkeep.nextInt(3);
        budgets.add(
                kind == 1
                        ? budget(new DisruptionBudget.Most(20 * most, true), Optional.empty())
                        : budget(new DisruptionBudget.Most(most, false), Optional.empty()));
        if (kind == 0) {
            budgets.add(
                    budget(
                            new DisruptionBudget.Most(0, false),
                            Optional.of(
                                    new DisruptionBudget.Window(
                                            EACH_HOUR, Duration.ofMinutes(40)))));
        }
        return new NodeGroupOptions(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                new NodeGroupOptions.Upkeep(false, Optional.of(budgets)));
    }

    private static DisruptionBudget budget(
            DisruptionBudget.Most most, Optional<DisruptionBudget.Window> window) {
        return new DisruptionBudget(most.toString(), most, List.of(), window);
    }

    private Node node(String group, int cores) {
        Resources allocatable =
                new Resources(
                        cores * 1000L - 70,
                        (long) cores * between(2, 4) * GIB - GIB / 2,
                        20 * GIB,
                        between(15, 35),
                        new TreeMap<>());
        List<Taint> taints =
                chance(30)
                        ? List.of(new Taint("only", group, Taint.Effect.NO_SCHEDULE))
                        : List.of();
        Node.Condition ready = new Node.Condition("Ready", "True", "", Instant.EPOCH);
        return new Node(
                "template-" + group,
                metadata(Map.of(GROUP_LABEL, group), Map.of()),
                new Node.Spec("", false, taints),
                new Node.Status(allocatable, allocatable, List.of(ready)));
    }

    private DeploymentSpec deployment(String name, List<SimulatedNodeGroup> groups) {
        Resources requests =
                Resources.ofPod(between(1, 15) * 100L, (long) between(1, 16) * GIB / 8);
        List<PodVolume> volumes = chance(15) ? List.of(new PodVolume.Local("scratch")) : List.of();
        Map<String, String> annotations =
                chance(15)
                        ? Map.of("cluster-autoscaler.kubernetes.io/safe-to-evict", "false")
                        : Map.of();
        Pod pod =
                new Pod(
                        new ObjectKey(NAMESPACE, name),
                        metadata(Map.of("app", name), annotations),
                        Optional.empty(),
                        new Pod.Spec(
                                Optional.empty(),
                                requests,
                                requests,
                                new Pod.Constraints(
                                        placement(groups), neighbours(name), ports(), volumes),
                                policy()),
                        Pod.Status.PENDING);
        OptionalLong limit =
                chance(50) ? OptionalLong.of(requests.milliCpu() * 2) : OptionalLong.empty();
        return new DeploymentSpec(
                new ObjectKey(NAMESPACE, name),
                new PodTemplate(pod, "image-" + name, limit),
                between(0, 8),
                between(0, 20));
    }

    private Pod.NodePlacement placement(List<SimulatedNodeGroup> groups) {
        TreeMap<String, String> selector = new TreeMap<>();
        String group = groups.get(random.nextInt(groups.size())).name();
        if (chance(40)) {
            selector.put(GROUP_LABEL, group);
        }
        List<Toleration> tolerations =
                chance(60)
                        ? List.of(
                                new Toleration(
                                        "only", Toleration.Operator.EQUAL, group, Optional.empty()))
                        : List.of();
        return new Pod.NodePlacement(selector, Optional.empty(), tolerations);
    }

    /** Now and then no two on a node, or evenly over nodes. */
    private Pod.PodPlacement neighbours(String app) {
        Optional<LabelSelector> siblings = Optional.of(selector(app));
        if (chance(15)) {
            PodAffinityTerm alone =
                    new PodAffinityTerm(
                            HOSTNAME,
                            siblings,
                            PodAffinityTerm.NamespaceScope.OWN,
                            PodAffinityTerm.LabelKeys.NONE);
            return new Pod.PodPlacement(List.of(), List.of(), List.of(alone));
        }
        if (chance(15)) {
            TopologySpreadConstraint even =
                    new TopologySpreadConstraint(
                            HOSTNAME,
                            between(1, 3),
                            OptionalInt.empty(),
                            siblings,
                            TopologySpreadConstraint.SpreadPolicy.DEFAULT);
            return new Pod.PodPlacement(List.of(even), List.of(), List.of());
        }
        return Pod.PodPlacement.ANY;
    }

    private List<HostPort> ports() {
        return chance(10)
                ? List.of(new HostPort("", HostPort.Protocol.TCP, between(8080, 8081)))
                : List.of();
    }

    private Pod.Policy policy() {
        Pod.Policy defaults = Pod.Policy.DEFAULT;
        return new Pod.Policy(
                chance(30) ? between(1, 3) * 100 : 0,
                Duration.ofSeconds(between(1, 60)),
                defaults.schedulerName(),
                defaults.gates(),
                defaults.scaleUpDelay());
    }

    private static LabelSelector selector(String app) {
        return new LabelSelector(
                List.of(new Requirement("app", Requirement.Operator.IN, List.of(app))));
    }

    private HpaSpec hpa(ObjectKey target) {
        int min = between(1, 3);
        return new HpaSpec(
                target,
                target,
                between(5, 9) * 10,
                new HpaSpec.ReplicaRange(min, min + between(0, 15)),
                HpaBehavior.DEFAULT);
    }

    private PdbSpec budget(ObjectKey deployment) {
        DisruptionLimit limit =
                switch (between(0, 3)) {
                    case 0 -> new DisruptionLimit.MinAvailable(new DisruptionLimit.Amount.Pods(2));
                    case 1 ->
                            new DisruptionLimit.MinAvailable(
                                    new DisruptionLimit.Amount.Percent(70));
                    case 2 ->
                            new DisruptionLimit.MaxUnavailable(
                                    new DisruptionLimit.Amount.Percent(25));
                    default ->
                            new DisruptionLimit.MaxUnavailable(new DisruptionLimit.Amount.Pods(1));
                };
        return new PdbSpec(deployment, Optional.of(selector(deployment.name())), limit);
    }

    private List<DaemonSetSpec> daemonSets() {
        List<DaemonSetSpec> specs = new ArrayList<>();
        int count = between(0, 2);
        for (int index = 0; index < count; index++) {
            specs.add(daemonSet("ds" + index));
        }
        return specs;
    }

    private DaemonSetSpec daemonSet(String name) {
        Toleration everything =
                new Toleration("", Toleration.Operator.EXISTS, "", Optional.empty());
        Pod.NodePlacement anywhere =
                new Pod.NodePlacement(new TreeMap<>(), Optional.empty(), List.of(everything));
        Resources requests = Resources.ofPod(between(2, 10) * 10L, 0);
        Pod pod =
                new Pod(
                        new ObjectKey("kube-system", name),
                        metadata(Map.of("app", name), Map.of()),
                        Optional.empty(),
                        new Pod.Spec(
                                Optional.empty(),
                                requests,
                                requests,
                                new Pod.Constraints(
                                        anywhere, Pod.PodPlacement.ANY, List.of(), List.of()),
                                Pod.Policy.DEFAULT),
                        Pod.Status.PENDING);
        return new DaemonSetSpec(
                pod.key(), new PodTemplate(pod, "image-" + name, OptionalLong.empty()));
    }

    private static Metadata metadata(Map<String, String> labels, Map<String, String> annotations) {
        return new Metadata(
                "",
                new TreeMap<>(labels),
                new TreeMap<>(annotations),
                Instant.EPOCH,
                Optional.empty());
    }

    private int between(int low, int high) {
        return low + random.nextInt(high - low + 1);
    }

    private boolean chance(int percent) {
        return random.nextInt(100) < percent;
    }
}
