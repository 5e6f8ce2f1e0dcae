package io.plimsoll.autoscaler.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.autoscaler.decision.answer.Action.Replacement;
import io.plimsoll.autoscaler.decision.model.DisruptionLimit;
import io.plimsoll.autoscaler.decision.model.LabelSelector;
import io.plimsoll.autoscaler.decision.model.Metadata;
import io.plimsoll.autoscaler.decision.model.Node;
import io.plimsoll.autoscaler.decision.model.NodeGroup;
import io.plimsoll.autoscaler.decision.model.NodeGroupOptions;
import io.plimsoll.autoscaler.decision.model.NodeTemplate;
import io.plimsoll.autoscaler.decision.model.ObjectKey;
import io.plimsoll.autoscaler.decision.model.Pod;
import io.plimsoll.autoscaler.decision.model.Price;
import io.plimsoll.autoscaler.decision.model.Requirement;
import io.plimsoll.autoscaler.decision.model.Resources;
import io.plimsoll.autoscaler.decision.question.AutoscalingOptions;
import io.plimsoll.autoscaler.decision.question.AutoscalingOptions.ScaleDownOptions;
import io.plimsoll.autoscaler.decision.question.AutoscalingOptions.ScaleUpOptions;
import io.plimsoll.autoscaler.decision.question.ConsolidationOptions;
import io.plimsoll.autoscaler.decision.question.ConsolidationOptions.Consolidation;
import io.plimsoll.autoscaler.engine.actuation.EngineOptions;
import io.plimsoll.autoscaler.engine.port.LoopReport;
import io.plimsoll.autoscaler.engine.port.LoopReport.Outcome;
import io.plimsoll.autoscaler.simulation.clock.VirtualClock;
import io.plimsoll.autoscaler.simulation.cloud.AutoScalingGroups;
import io.plimsoll.autoscaler.simulation.cluster.SimulatedCluster;
import io.plimsoll.autoscaler.simulation.event.EventLog;
import io.plimsoll.autoscaler.simulation.event.WorldEvent;
import io.plimsoll.autoscaler.simulation.spec.CloudFaults;
import io.plimsoll.autoscaler.simulation.spec.DeploymentSpec;
import io.plimsoll.autoscaler.simulation.spec.HpaBehavior;
import io.plimsoll.autoscaler.simulation.spec.HpaSpec;
import io.plimsoll.autoscaler.simulation.spec.PdbSpec;
import io.plimsoll.autoscaler.simulation.spec.PodTemplate;
import io.plimsoll.autoscaler.simulation.spec.SimulatedNodeGroup;
import io.plimsoll.autoscaler.simulation.spec.TrafficSpec;
import io.plimsoll.autoscaler.simulation.spec.Workloads;
import io.plimsoll.autoscaler.simulation.spec.WorldSettings;
import io.plimsoll.autoscaler.simulation.spec.WorldSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A day of load that climbs for hours and falls at once, again and again. */
class SawtoothTest {
    private static final ObjectKey WEB = new ObjectKey("default", "web");
    private static final Duration STEP = Duration.ofMinutes(15);

    private static final int MOST_NODES = 12;
    private static final double MILLION = 1_000_000;
    private static final ConsolidationOptions OURS =
            new ConsolidationOptions(
                    Consolidation.REPLACE, 100, Duration.ofMinutes(10), Duration.ofMinutes(30));

    private final List<Duration> agesOfReplaced = new ArrayList<>();
    private long evictions;
    private long replacements;
    private Duration waited = Duration.ZERO;

    /**
     * Karpenter's rule by its default budget, which is the one that evicts least. In the smaller
     * worlds that is a single node at a time, so the rule hardly ever has many replaced by fewer;
     * there it is played without a limit as well. A thousandth of what a day costs is what a
     * replacement may lose that the next tooth undoes.
     */
    @ParameterizedTest(name = "{0} steps a tooth, load times {1}")
    @CsvSource({"7, 1", "11, 1", "15, 1", "7, 5"})
    void evictsAtMostHalfOfWhatKarpentersRuleWouldAndCostsNoMoreThanWithout(int steps, int scale) {
        Figures ours = ours(steps, scale);
        Figures off = off(steps, scale);
        Figures byDefault =
                new SawtoothTest().karpenter(steps, scale, KarpenterRule.DEFAULT_BUDGET_PERCENT);

        print(steps, scale, "ours", ours);
        print(steps, scale, "no consolidation", off);
        print(steps, scale, "Karpenter's rule, 10 %", byDefault);
        assertThat(2 * ours.evictions()).isLessThanOrEqualTo(byDefault.evictions());
        assertThat(ours.spent() * 1000).isLessThanOrEqualTo(off.spent() * 1001);
        if (scale == 1) {
            Figures unlimited = new SawtoothTest().karpenter(steps, scale, 100);
            print(steps, scale, "Karpenter's rule, 100 %", unlimited);
            assertThat(2 * ours.evictions()).isLessThanOrEqualTo(unlimited.evictions());
        }
    }

    @ParameterizedTest(name = "{0} steps a tooth")
    @ValueSource(ints = {47, 95})
    void savesWhereTheLoadTakesItsTimeAndReplacesNothingThatHasJustCome(int steps) {
        Figures ours = ours(steps, 1);
        Figures off = off(steps, 1);

        print(steps, 1, "ours", ours);
        print(steps, 1, "no consolidation", off);
        assertThat(replacements).isPositive();
        assertThat(agesOfReplaced).allMatch(age -> age.compareTo(OURS.cooldown()) >= 0);
        assertThat(ours.spent() * 100).isLessThan(off.spent() * 95);
    }

    /**
     * Of a day.
     *
     * @param spent in millionths of a US dollar
     * @param waited of all pods together, until they ran
     */
    private record Figures(long evictions, long replacements, long spent, Duration waited) {}

    private Figures ours(int steps, int scale) {
        return play(steps, new SimulatedWorld(spec(options(OURS), scale)), scale);
    }

    private static Figures off(int steps, int scale) {
        SimulatedWorld world =
                new SimulatedWorld(spec(options(ConsolidationOptions.DEFAULT), scale));
        return new SawtoothTest().play(steps, world, scale);
    }

    /** The same, but that nodes go by Karpenter's documented rule. */
    private Figures karpenter(int steps, int scale, int budgetPercent) {
        WorldSpec spec = spec(growingOnly(), scale);
        VirtualClock clock = new VirtualClock(spec.settings().start());
        EventLog journal = new EventLog();
        Random random = new Random(spec.seed());
        SimulatedCluster cluster = new SimulatedCluster(spec, clock, journal, random);
        AutoScalingGroups cloud =
                new AutoScalingGroups(spec, clock, journal, random, cluster.machines());
        new AutoscalerProcess(clock, cluster, cloud, journal, spec.settings().autoscaler())
                .listen(this::heard);
        new KarpenterRule(spec.groups(), clock, cluster, cloud, budgetPercent).begin();
        return play(steps, new SimulatedWorld(clock, journal, cluster, cloud), scale);
    }

    private static void print(int steps, int scale, String whose, Figures figures) {
        System.out.printf(
                "Sawtooth of %d steps, load times %d, %s: %d evictions, %.2f USD, pods waited %d s, %d replacements%n",
                steps,
                scale,
                whose,
                figures.evictions(),
                figures.spent() / MILLION,
                figures.waited().toSeconds(),
                figures.replacements());
    }

    private static EngineOptions growingOnly() {
        EngineOptions options = options(ConsolidationOptions.DEFAULT);
        AutoscalingOptions all = options.decision();
        ScaleDownOptions down = all.scaleDown();
        return new EngineOptions(
                new AutoscalingOptions(
                        all.scaleUp(),
                        new ScaleDownOptions(
                                false,
                                down.utilization(),
                                down.patience(),
                                down.parallelism(),
                                down.drain()),
                        all.limits(),
                        all.health(),
                        all.taints()),
                options.removal(),
                options.statusObject());
    }

    private Figures play(int steps, SimulatedWorld world, int scale) {
        world.onLoop(this::heard);
        world.onEvent(this::heard);
        for (int step = 0; world.elapsed().compareTo(Duration.ofDays(1)) < 0; step++) {
            world.setLoad(WEB, scale * (200L + 1_980L / steps * (step % steps)));
            world.runFor(STEP);
        }
        return new Figures(evictions, replacements, world.microUsdSpent(), waited);
    }

    private void heard(WorldEvent event) {
        if (event instanceof WorldEvent.Evicted) {
            evictions++;
        } else if (event instanceof WorldEvent.PodRunning running) {
            waited = waited.plus(running.waited());
        }
    }

    private void heard(LoopReport report) {
        for (Outcome outcome : report.outcomes()) {
            if (outcome instanceof Outcome.Begun(var action)
                    && action instanceof Replacement replacement) {
                replacements++;
                report.observation().cluster().nodes().stream()
                        .filter(node -> replacement.nodes().containsKey(node.name()))
                        .map(node -> Duration.between(created(node), report.time()))
                        .forEach(agesOfReplaced::add);
            }
        }
    }

    private static Instant created(Node node) {
        return node.metadata().creationTime();
    }

    private static EngineOptions options(ConsolidationOptions consolidation) {
        AutoscalingOptions defaults = AutoscalingOptions.DEFAULT;
        ScaleUpOptions up = defaults.scaleUp();
        return new EngineOptions(
                new AutoscalingOptions(
                        new ScaleUpOptions(
                                List.of(ScaleUpOptions.CHEAPEST_MIX),
                                up.orders(),
                                up.intake(),
                                up.balancing()),
                        defaults.scaleDown().with(consolidation),
                        defaults.limits(),
                        defaults.health(),
                        defaults.taints()),
                EngineOptions.DEFAULT.removal(),
                EngineOptions.DEFAULT.statusObject());
    }

    private static WorldSpec spec(EngineOptions options, int scale) {
        WorldSettings defaults = WorldSettings.DEFAULT;
        LabelSelector web =
                new LabelSelector(
                        List.of(new Requirement("app", Requirement.Operator.IN, List.of("web"))));
        return new WorldSpec(
                List.of(
                        group("small", 2, 1, 100_000, scale),
                        group("medium", 4, 0, 190_000, scale),
                        group("large", 8, 0, 350_000, scale)),
                new Workloads(
                        List.of(new DeploymentSpec(WEB, web(), 3, 2)),
                        List.of(),
                        List.of(
                                new HpaSpec(
                                        WEB,
                                        WEB,
                                        75,
                                        new HpaSpec.ReplicaRange(2, 24 * scale),
                                        HpaBehavior.DEFAULT)),
                        List.of(
                                new PdbSpec(
                                        WEB,
                                        Optional.of(web),
                                        new DisruptionLimit.MaxUnavailable(
                                                new DisruptionLimit.Amount.Percent(25))))),
                List.of(new TrafficSpec(WEB, Duration.ofNanos(4_500_000))),
                new WorldSettings(
                        defaults.start(),
                        defaults.timing(),
                        new WorldSettings.AutoscalerSettings(options, Duration.ofSeconds(10)),
                        CloudFaults.NONE),
                1);
    }

    private static PodTemplate web() {
        Resources requests = Resources.ofPod(500, 512L << 20);
        Pod pod =
                new Pod(
                        new ObjectKey("default", "web"),
                        metadata(Map.of("app", "web")),
                        Optional.empty(),
                        new Pod.Spec(
                                Optional.empty(),
                                requests,
                                requests,
                                Pod.Constraints.NONE,
                                Pod.Policy.DEFAULT),
                        Pod.Status.PENDING);
        return new PodTemplate(pod, "web:1", OptionalLong.of(1000));
    }

    private static SimulatedNodeGroup group(
            String name, int cores, int min, long microUsd, int scale) {
        Resources size =
                new Resources(
                        cores * 1000L - 70, (cores * 4L) << 30, 20L << 30, 35, new TreeMap<>());
        Node node =
                new Node(
                        "template-" + name,
                        metadata(Map.of("size", name)),
                        new Node.Spec("", false, List.of()),
                        new Node.Status(
                                size,
                                size,
                                List.of(new Node.Condition("Ready", "True", "", Instant.EPOCH))));
        return new SimulatedNodeGroup(
                name,
                new NodeGroup.Size(min, MOST_NODES * scale, min),
                new SimulatedNodeGroup.Machine(
                        "c%d.%s".formatted(cores, name),
                        new NodeTemplate(node, new Price(microUsd)),
                        List.of("r-1a")),
                NodeGroupOptions.NONE,
                true);
    }

    private static Metadata metadata(Map<String, String> labels) {
        return new Metadata(
                "", new TreeMap<>(labels), new TreeMap<>(), Instant.EPOCH, Optional.empty());
    }
}
