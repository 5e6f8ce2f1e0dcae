package io.plimsoll.autoscaler.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.autoscaler.decision.answer.Decision;
import io.plimsoll.autoscaler.decision.answer.PodVerdict;
import io.plimsoll.autoscaler.decision.model.NodeTemplate;
import io.plimsoll.autoscaler.decision.model.Taint;
import io.plimsoll.autoscaler.decision.question.AutoscalingOptions;
import io.plimsoll.autoscaler.engine.actuation.EngineOptions;
import io.plimsoll.autoscaler.engine.port.LoopReport;
import io.plimsoll.autoscaler.simulation.cluster.ClusterView.NodeCount;
import io.plimsoll.autoscaler.simulation.cluster.ClusterView.Replicas;
import io.plimsoll.autoscaler.simulation.event.WorldEvent;
import io.plimsoll.autoscaler.simulation.spec.CloudFaults;
import io.plimsoll.autoscaler.simulation.spec.CloudFaults.CapacityOutage;
import io.plimsoll.autoscaler.simulation.spec.SimulatedNodeGroup;
import io.plimsoll.autoscaler.simulation.spec.WorldSettings;
import io.plimsoll.autoscaler.simulation.spec.WorldSpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The scenario. A t3.large offers pods 1930m of CPU, its DaemonSets take 150m, and a Kong pod asks
 * for 300m: 5 a node, so 10 replicas need 2 nodes and 20 need 4.
 */
class KongStoryTest {
    private static final Duration LIMIT = Duration.ofMinutes(30);

    @Test
    void growsWithTheLoadAndShrinksBackToTheMinimum() {
        SimulatedWorld world = new SimulatedWorld(KongCluster.standard().spec());

        assertThat(world.runUntilSettled(replicas(1), LIMIT)).as("baseline").isTrue();
        assertThat(kongNodes(world)).isEqualTo(1);

        world.createJob(KongCluster.load(500, Duration.ofMinutes(20)));
        assertThat(world.runUntilSettled(replicas(10), LIMIT)).as("normal load").isTrue();
        assertThat(kongNodes(world)).isEqualTo(2);

        world.deleteJob(KongCluster.LOAD);
        world.setHpaMax(KongCluster.KONG, 20);
        world.createJob(KongCluster.load(3000, Duration.ofMinutes(20)));
        assertThat(world.runUntilSettled(replicas(20), LIMIT)).as("heavy load").isTrue();
        assertThat(kongNodes(world)).isEqualTo(4);
        assertThat(world.view().pending()).isEmpty();

        world.deleteJob(KongCluster.LOAD);
        assertThat(world.runUntilSettled(isBackAtTheStart(), Duration.ofHours(1)))
                .as("after the load")
                .isTrue();
        assertThat(world.desiredCapacity()).containsEntry("kong", 1);
    }

    @ParameterizedTest(name = "10 pods of {1}m on nodes of {0}m need {2}")
    @CsvSource({"1930, 300, 2", "1930, 600, 5", "1930, 900, 10", "3920, 300, 1", "3920, 600, 2"})
    void needsTheNodesThatArithmeticSays(long nodeMilliCpu, long podMilliCpu, int nodes) {
        SimulatedWorld world =
                new SimulatedWorld(
                        KongCluster.standard()
                                .withKongMax(12)
                                .withCpu(nodeMilliCpu, podMilliCpu)
                                .spec());
        world.setLoad(KongCluster.KONG, 3000);

        assertThat(world.runUntilSettled(replicas(10), LIMIT)).isTrue();
        assertThat(kongNodes(world)).isEqualTo(nodes);
    }

    @Test
    void fillsNodesWhenAnAgentHasTakenItsTaintAway() {
        SimulatedWorld world =
                new SimulatedWorld(
                        withStartupTaint(
                                KongCluster.standard().spec(), "node.cilium.io/agent-not-ready"));

        assertThat(world.runUntilSettled(replicas(1), LIMIT)).as("baseline").isTrue();
        world.createJob(KongCluster.load(500, Duration.ofMinutes(20)));
        assertThat(world.runUntilSettled(replicas(10), LIMIT)).as("normal load").isTrue();
        assertThat(kongNodes(world)).isEqualTo(2);
        assertThat(world.view().pending()).isEmpty();
    }

    /** On every group, and told to the autoscaler. */
    private static WorldSpec withStartupTaint(WorldSpec spec, String key) {
        Taint taint = new Taint(key, "true", Taint.Effect.NO_EXECUTE);
        WorldSettings settings = spec.settings();
        EngineOptions engine = settings.autoscaler().options();
        AutoscalingOptions decision = engine.decision();
        AutoscalingOptions told =
                new AutoscalingOptions(
                        decision.scaleUp(),
                        decision.scaleDown(),
                        decision.limits(),
                        decision.health(),
                        new AutoscalingOptions.TaintOptions(List.of(key), List.of(), List.of()));
        return new WorldSpec(
                spec.groups().stream().map(group -> withStartupTaint(group, taint)).toList(),
                spec.workloads(),
                spec.traffic(),
                new WorldSettings(
                        settings.start(),
                        settings.timing(),
                        new WorldSettings.AutoscalerSettings(
                                new EngineOptions(told, engine.removal(), engine.statusObject()),
                                settings.autoscaler().scanInterval()),
                        settings.faults()),
                spec.seed());
    }

    private static SimulatedNodeGroup withStartupTaint(SimulatedNodeGroup group, Taint taint) {
        NodeTemplate template = group.machine().template();
        List<Taint> taints =
                Stream.concat(template.node().spec().taints().stream(), Stream.of(taint)).toList();
        return new SimulatedNodeGroup(
                group.name(),
                group.size(),
                new SimulatedNodeGroup.Machine(
                        group.machine().instanceType(),
                        new NodeTemplate(template.node().withTaints(taints), template.price()),
                        group.machine().zones(),
                        List.of(taint.key())),
                group.options(),
                group.discovered());
    }

    @Test
    void leavesPodsPendingAndSaysWhyWhenTheGroupMayNotGrow() {
        SimulatedWorld world = KongCluster.standard().withKongMax(1).world();
        List<LoopReport> loops = new ArrayList<>();
        world.onLoop(loops::add);
        world.setLoad(KongCluster.KONG, 500);

        world.runFor(LIMIT);

        // Five pods use all that the node has: 1930m of the 2700m that nine ask for are 71 %, and
        // pods that are not ready count as idle on the way up, so the HPA has what it wants.
        assertThat(world.view().replicas(KongCluster.KONG)).isEqualTo(new Replicas(9, 9, 5));
        assertThat(world.view().unschedulable()).hasSize(4);
        assertThat(rejections(loops.getLast().decision()))
                .contains(
                        new PodVerdict.Rejection(
                                "kong", "NodeGroup", "max node group size reached"));
    }

    @Test
    void recoversFromAnOutageOfCapacity() {
        CloudFaults outage =
                new CloudFaults(
                        List.of(new CapacityOutage("kong", Duration.ZERO, Duration.ofMinutes(12))),
                        0);
        SimulatedWorld world = new SimulatedWorld(KongCluster.standard().withFaults(outage).spec());
        world.setLoad(KongCluster.KONG, 500);

        assertThat(world.runUntilSettled(replicas(10), Duration.ofHours(1))).isTrue();
        assertThat(world.elapsed()).isGreaterThan(Duration.ofMinutes(12));
        assertThat(world.events()).anyMatch(WorldEvent.LaunchFailed.class::isInstance);
        assertThat(kongNodes(world)).isEqualTo(2);
    }

    @Test
    void sameSeedGivesTheSameHistory() {
        assertThat(anHour(1)).isEqualTo(anHour(1));
    }

    @Test
    void anotherSeedGivesOtherNames() {
        assertThat(anHour(1)).isNotEqualTo(anHour(2));
    }

    private static List<WorldEvent> anHour(long seed) {
        SimulatedWorld world = KongCluster.standard().withSeed(seed).world();
        world.setLoad(KongCluster.KONG, 500);
        world.runFor(Duration.ofHours(1));
        return world.events();
    }

    private static List<PodVerdict.Rejection> rejections(Decision decision) {
        return decision.pods().stream()
                .filter(PodVerdict.Unschedulable.class::isInstance)
                .map(PodVerdict.Unschedulable.class::cast)
                .flatMap(verdict -> verdict.rejections().stream())
                .toList();
    }

    private static Predicate<SimulatedWorld> replicas(int count) {
        return world ->
                world.view().replicas(KongCluster.KONG).equals(new Replicas(count, count, count));
    }

    private static Predicate<SimulatedWorld> isBackAtTheStart() {
        return replicas(1).and(world -> kongNodes(world) == 1);
    }

    private static int kongNodes(SimulatedWorld world) {
        return world.view().nodes().getOrDefault("kong", new NodeCount(0, 0)).registered();
    }
}
