package io.plimsoll.autoscaler.decision.repair;

import static io.plimsoll.autoscaler.decision.world.Traits.condition;
import static io.plimsoll.autoscaler.decision.world.Traits.nodeAnnotation;
import static io.plimsoll.autoscaler.decision.world.Traits.notReady;
import static io.plimsoll.autoscaler.decision.world.Traits.options;
import static io.plimsoll.autoscaler.decision.world.Traits.withTaint;
import static io.plimsoll.autoscaler.decision.world.World.NOW;
import static io.plimsoll.autoscaler.decision.world.World.cluster;
import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.autoscaler.decision.answer.Action.EndInterrupted;
import io.plimsoll.autoscaler.decision.answer.Action.Evict;
import io.plimsoll.autoscaler.decision.answer.Action.Repair;
import io.plimsoll.autoscaler.decision.answer.Action.Sequel;
import io.plimsoll.autoscaler.decision.answer.Decision;
import io.plimsoll.autoscaler.decision.model.ClusterView;
import io.plimsoll.autoscaler.decision.model.Interruption;
import io.plimsoll.autoscaler.decision.model.Interruption.Kind;
import io.plimsoll.autoscaler.decision.model.NodeGroupOptions;
import io.plimsoll.autoscaler.decision.question.AutoscalingOptions;
import io.plimsoll.autoscaler.decision.question.AutoscalingOptions.HealthOptions;
import io.plimsoll.autoscaler.decision.question.AutoscalingOptions.RepairOptions;
import io.plimsoll.autoscaler.decision.question.AutoscalingOptions.RepairRule;
import io.plimsoll.autoscaler.decision.world.NodeTrait;
import io.plimsoll.autoscaler.decision.world.World;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RepairTest {

    @ParameterizedTest
    @CsvSource({
        "AcceleratedHardwareReady, False, 10, true",
        "AcceleratedHardwareReady, False, 9, false",
        "AcceleratedHardwareReady, Unknown, 60, false",
        "ContainerRuntimeReady, False, 30, true",
        "KernelReady, False, 30, true",
        "NetworkingReady, False, 29, false",
        "StorageReady, False, 30, true",
        "StorageReady, True, 60, false",
        "MemoryPressure, True, 600, false"
    })
    void replacesANodeThatIsBrokenBeyondItsPatience(
            String type, String status, long minutes, boolean repairs) {
        World world =
                world().node("n1", condition(type, status, Duration.ofMinutes(minutes))).node("n2");

        assertThat(repaired(world)).isEqualTo(repairs ? List.of("n1") : List.of());
    }

    @Test
    void replacesANodeThatIsNotReady() {
        World world = world().node("n1", notReady(Duration.ofDays(1))).node("n2").node("n3");

        assertThat(world.decide().actions())
                .filteredOn(Repair.class::isInstance)
                .singleElement()
                .isEqualTo(
                        new Repair(
                                "n1",
                                NOW.plus(Duration.ofMinutes(10)),
                                "Ready is False for 30 min and longer"));
    }

    @Test
    void doesNothingUnlessItIsAskedTo() {
        World world = cluster().group("g").node("n1", broken()).node("n2");

        assertThat(repaired(world)).isEmpty();
    }

    @ParameterizedTest(name = "of {0} nodes {1}")
    @CsvSource({"1, 1", "4, 1", "5, 1", "6, 1", "9, 1", "10, 2", "14, 2", "15, 3"})
    void takesNoMoreThanAFifthButOne(int nodes, int atOnce) {
        World world = world();
        for (int number = 0; number < nodes; number++) {
            world.node("n" + number, broken());
        }

        assertThat(repaired(world)).hasSize(atOnce);
    }

    @Test
    void takesAFifthOfAGroupAtATimeTheLongestBrokenFirst() {
        World world = world();
        for (int number = 1; number <= 10; number++) {
            String status = number <= 4 ? "False" : "True";
            world.node("n" + number, condition("KernelReady", status, Duration.ofHours(number)));
        }

        assertThat(repaired(world)).containsExactly("n4", "n3");
    }

    @Test
    void countsThoseThatAreOnTheirWayOut() {
        World world =
                world().node("n1", broken())
                        .node(
                                "n2",
                                broken(),
                                marked(new Interruption(Kind.REPAIR, NOW.plusSeconds(60))))
                        .node("n3")
                        .node("n4");

        assertThat(repaired(world)).isEmpty();
    }

    @Test
    void touchesNothingWhenMostNodesAreNotReady() {
        World world =
                world().node("n1", notReady(Duration.ofDays(1)))
                        .node("n2", notReady(Duration.ofDays(1)))
                        .node("n3");

        assertThat(repaired(world)).isEmpty();
    }

    @Test
    void youngNodesThatFellSilentAtOnceCountAsWell() {
        NodeTrait young = notReady(Duration.ofMinutes(14));
        World world =
                world().options(
                                on(
                                        List.of(
                                                new RepairRule(
                                                        "Ready",
                                                        List.of("False"),
                                                        Duration.ofMinutes(5)))))
                        .node("n1", young)
                        .node("n2", young)
                        .node("n3");

        assertThat(repaired(world)).isEmpty();
    }

    @Test
    void touchesNothingOnAStaleView() {
        World world =
                world().node("n1", broken())
                        .node("n2")
                        .seenAs(new ClusterView(new TreeMap<>(Map.of("nodes", NOW)), List.of()));

        assertThat(repaired(world)).isEmpty();
    }

    @Test
    void leavesAGroupToEksThatRepairsItItself() {
        NodeGroupOptions byEks =
                new NodeGroupOptions(
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        new NodeGroupOptions.Upkeep(true, Optional.empty()));
        World world =
                cluster().group("g", options(byEks)).options(on()).node("n1", broken()).node("n2");

        assertThat(repaired(world)).isEmpty();
    }

    @Test
    void leavesANodeThatSomebodyKeeps() {
        World world =
                world().node(
                                "n1",
                                broken(),
                                nodeAnnotation(
                                        "cluster-autoscaler.kubernetes.io/scale-down-disabled",
                                        "true"))
                        .node("n2");

        assertThat(repaired(world)).isEmpty();
    }

    @Test
    void drainsAMarkedNodeAndHasTheCloudReplaceIt() {
        Interruption mark = new Interruption(Kind.REPAIR, NOW.plusSeconds(60));
        Decision full = world().node("n1", marked(mark)).node("n2").pod("web", "n1").decide();
        Decision empty = world().node("n1", marked(mark)).node("n2").decide();

        assertThat(full.actions()).singleElement().isInstanceOf(Evict.class);
        assertThat(empty.actions())
                .singleElement()
                .satisfies(action ->
                        assertThat(((EndInterrupted) action).sequel()).isEqualTo(Sequel.REPLACED));
    }

    @Test
    void givesUpTheNodeWithPodsThatDoNotLeaveItInTime() {
        Decision decision =
                world().node("n1", marked(new Interruption(Kind.REPAIR, NOW)))
                        .node("n2")
                        .pod("web", "n1")
                        .decide();

        assertThat(decision.actions())
                .singleElement()
                .satisfies(action -> assertThat(((EndInterrupted) action).withPods()).isTrue());
    }

    private static World world() {
        return cluster().options(on()).group("g");
    }

    private static AutoscalingOptions on() {
        return on(RepairRule.DEFAULT);
    }

    private static AutoscalingOptions on(List<RepairRule> rules) {
        AutoscalingOptions defaults = AutoscalingOptions.DEFAULT;
        HealthOptions health = defaults.health();
        return new AutoscalingOptions(
                defaults.scaleUp(),
                defaults.scaleDown(),
                defaults.limits(),
                new HealthOptions(
                        health.okTotalUnreadyCount(),
                        health.maxTotalUnreadyPercent(),
                        health.maxNodeProvisionTime(),
                        health.backoff(),
                        new RepairOptions(true, rules, Duration.ofMinutes(10))),
                defaults.taints());
    }

    private static NodeTrait broken() {
        return condition("KernelReady", "False", Duration.ofHours(1));
    }

    private static NodeTrait marked(Interruption interruption) {
        return withTaint(Interruption.TAINT, interruption.taint().value());
    }

    private static List<String> repaired(World world) {
        return world.decide().actions().stream()
                .filter(Repair.class::isInstance)
                .map(action -> ((Repair) action).node())
                .toList();
    }
}
