package io.plimsoll.autoscaler.decision.scaleup;

import static io.plimsoll.autoscaler.decision.world.Traits.cpu;
import static io.plimsoll.autoscaler.decision.world.Traits.ending;
import static io.plimsoll.autoscaler.decision.world.Traits.leftAlone;
import static io.plimsoll.autoscaler.decision.world.Traits.max;
import static io.plimsoll.autoscaler.decision.world.Traits.min;
import static io.plimsoll.autoscaler.decision.world.Traits.noTemplate;
import static io.plimsoll.autoscaler.decision.world.Traits.notReady;
import static io.plimsoll.autoscaler.decision.world.Traits.onlyOn;
import static io.plimsoll.autoscaler.decision.world.Traits.tainted;
import static io.plimsoll.autoscaler.decision.world.Traits.target;
import static io.plimsoll.autoscaler.decision.world.World.NOW;
import static io.plimsoll.autoscaler.decision.world.World.cluster;
import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.autoscaler.decision.answer.Decision;
import io.plimsoll.autoscaler.decision.answer.PodVerdict;
import io.plimsoll.autoscaler.decision.answer.PodVerdict.Rejection;
import io.plimsoll.autoscaler.decision.model.ObjectKey;
import io.plimsoll.autoscaler.decision.question.AutoscalingOptions.Range;
import io.plimsoll.autoscaler.decision.question.History;
import io.plimsoll.autoscaler.decision.world.Options;
import io.plimsoll.autoscaler.decision.world.World;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class GroupLimitsTest {

    @Test
    void stopsAtMaximumOfGroup() {
        World world = cluster().group("spot", cpu("2"), max(3)).pendingPods("web", 9, cpu("2"));

        Decision decision = world.decide();

        assertThat(sizes(decision)).containsExactly(Map.entry("spot", 3));
        assertThat(decision.scaleUps().getFirst().pods()).hasSize(3);
        assertThat(decision.pods())
                .filteredOn(verdict -> verdict instanceof PodVerdict.AwaitsEvaluation)
                .hasSize(6);
    }

    @Test
    void groupThatIsLeftAloneDoesNotGrowThoughItsNodesTellWhatTheyAre() {
        String reason = "it counts capacity in weights";
        World world =
                cluster()
                        .group("weighted", cpu("2"), leftAlone(reason))
                        .node("n1")
                        .pod("busy", "n1", cpu("2"))
                        .pendingPod("web", cpu("1"));

        assertThat(world.decide().scaleUps()).isEmpty();
        assertThat(world.decide().pods())
                .containsExactly(
                        new PodVerdict.Unschedulable(
                                new ObjectKey("default", "web"),
                                List.of(new Rejection("weighted", "NodeGroup", reason))));
    }

    @Test
    void saysWhyEachGroupIsNoHelp() {
        World world =
                cluster()
                        .group("batch", tainted("dedicated"))
                        .group("broken", noTemplate("unknown instance type q9.large"))
                        .group("full", max(0))
                        .group("small", cpu("1"))
                        .group("sick", target(0))
                        .pendingPod("web", cpu("1500m"));
        History history = backoff("sick");

        assertThat(world.decide(history).pods())
                .containsExactly(
                        new PodVerdict.Unschedulable(
                                world.observe().cluster().pods().getFirst().key(),
                                List.of(
                                        new Rejection(
                                                "batch",
                                                "TaintToleration",
                                                "node(s) had untolerated taint {dedicated: }"),
                                        new Rejection(
                                                "broken",
                                                "NodeGroup",
                                                "unknown instance type q9.large"),
                                        new Rejection(
                                                "full", "NodeGroup", "max node group size reached"),
                                        new Rejection(
                                                "sick",
                                                "NodeGroup",
                                                "in backoff after failed scale-up"),
                                        new Rejection(
                                                "small", "NodeResourcesFit", "Insufficient cpu"))));
    }

    @Test
    void backoffEnds() {
        World world = cluster().group("sick").pendingPod("web", cpu("1"));
        History over =
                new History(
                        new TreeMap<>(),
                        new TreeMap<>(),
                        new TreeMap<>(
                                Map.of(
                                        "sick",
                                        new History.Backoff(NOW.minusSeconds(1), "NO", "no"))),
                        History.Cooldown.NONE);

        assertThat(sizes(world.decide(over))).containsExactly(Map.entry("sick", 1));
    }

    @Test
    void groupThatMissesManyNodesIsNotAskedForMore() {
        World world =
                cluster()
                        .group("late", cpu("2"), target(4))
                        .pendingPod(
                                "web", cpu("1500m"), onlyOn("eks.amazonaws.com/nodegroup", "x"));

        assertThat(rejections(world.decide())).containsExactly("not ready for scale-up");
    }

    @Test
    void nodesOrderedByAnEarlierLoopAreNotMissing() {
        World world = cluster().group("late", cpu("2"), target(4)).pendingPods("web", 5, cpu("2"));
        History history =
                new History(
                        new TreeMap<>(),
                        new TreeMap<>(Map.of("late", new History.ScaleUpInFlight(4, NOW))),
                        new TreeMap<>(),
                        History.Cooldown.NONE);

        assertThat(sizes(world.decide(history))).containsExactly(Map.entry("late", 5));
    }

    @Test
    void wholeClusterHasAMaximumOfCores() {
        World world =
                cluster()
                        .options(Options.limits(0, new Range(0, 3)))
                        .group("spot", cpu("2"))
                        .node("n1")
                        .pendingPod("web", cpu("1500m"))
                        .pod("full", "n1", cpu("2"));

        assertThat(rejections(world.decide())).containsExactly("max cluster cpu limit reached");
    }

    @Test
    void limitsOfTheClusterCutTheOrderAndOnlyPodsThatItHelpsCount() {
        World world =
                cluster()
                        .options(Options.limits(0, new Range(0, 5)))
                        .group("spot", cpu("2"))
                        .pendingPods("web", 3, cpu("2"));

        Decision decision = world.decide();

        assertThat(sizes(decision)).containsExactly(Map.entry("spot", 2));
        assertThat(decision.scaleUps().getFirst().pods()).hasSize(2);
    }

    @Test
    void wholeClusterHasAMaximumOfNodes() {
        World world =
                cluster()
                        .options(Options.limits(1, new Range(0, 1000)))
                        .group("spot", cpu("2"))
                        .node("n1")
                        .pendingPod("web", cpu("2"))
                        .pod("full", "n1", cpu("2"));

        assertThat(rejections(world.decide()))
                .containsExactly("max total nodes in cluster reached");
    }

    @Test
    void raisesGroupBelowItsMinimumOnlyWhenToldTo() {
        World world = cluster().group("spot", min(2));

        assertThat(world.decide().scaleUps()).isEmpty();
        assertThat(sizes(world.options(Options.enforcingMinSize()).decide()))
                .containsExactly(Map.entry("spot", 2));
    }

    @Test
    void machinesThatEndDoNotMakeTheClusterUnhealthy() {
        World world = cluster().group("spot").pendingPod("web", cpu("1"));
        for (int number = 0; number < 4; number++) {
            world.node("leaving-" + number, notReady(Duration.ofHours(1)), ending());
        }

        assertThat(sizes(world.decide())).containsExactly(Map.entry("spot", 1));
    }

    @Test
    void unhealthyClusterIsLeftAlone() {
        World world = cluster().group("spot").pendingPod("web", cpu("1"));
        for (int number = 0; number < 4; number++) {
            world.node("broken-" + number, notReady(Duration.ofHours(1)));
        }

        Decision decision = world.decide();

        assertThat(decision.health().healthy()).isFalse();
        assertThat(decision.scaleUps()).isEmpty();
        assertThat(decision.removals()).isEmpty();
    }

    private static Map<String, Integer> sizes(Decision decision) {
        Map<String, Integer> sizes = new TreeMap<>();
        decision.scaleUps().forEach(scaleUp -> sizes.put(scaleUp.nodeGroup(), scaleUp.to()));
        return sizes;
    }

    private static List<String> rejections(Decision decision) {
        return decision.pods().stream()
                .filter(PodVerdict.Unschedulable.class::isInstance)
                .map(PodVerdict.Unschedulable.class::cast)
                .flatMap(verdict -> verdict.rejections().stream())
                .map(Rejection::reason)
                .toList();
    }

    private static History backoff(String group) {
        return new History(
                new TreeMap<>(),
                new TreeMap<>(),
                new TreeMap<>(Map.of(group, new History.Backoff(NOW.plusSeconds(1), "NO", "no"))),
                History.Cooldown.NONE);
    }
}
