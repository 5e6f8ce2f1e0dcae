package io.plimsoll.autoscaler.decision.scaledown;

import static io.plimsoll.autoscaler.decision.scaledown.NodeVerdicts.reason;
import static io.plimsoll.autoscaler.decision.scaledown.NodeVerdicts.verdict;
import static io.plimsoll.autoscaler.decision.world.Traits.app;
import static io.plimsoll.autoscaler.decision.world.Traits.cpu;
import static io.plimsoll.autoscaler.decision.world.World.NOW;
import static io.plimsoll.autoscaler.decision.world.World.cluster;
import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.autoscaler.decision.answer.BlockingReason;
import io.plimsoll.autoscaler.decision.answer.Decision;
import io.plimsoll.autoscaler.decision.answer.NodeVerdict;
import io.plimsoll.autoscaler.decision.answer.NodeVerdict.BlockingPod;
import io.plimsoll.autoscaler.decision.answer.PodVerdict;
import io.plimsoll.autoscaler.decision.model.ClusterView;
import io.plimsoll.autoscaler.decision.model.ClusterView.Hold;
import io.plimsoll.autoscaler.decision.model.ClusterView.Unreadable;
import io.plimsoll.autoscaler.decision.model.ObjectKey;
import io.plimsoll.autoscaler.decision.question.History;
import io.plimsoll.autoscaler.decision.world.World;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What cannot be seen is not taken for absent. */
class UnclearViewTest {
    private static final Duration LONG = Duration.ofHours(1);
    private static final ObjectKey ODD = new ObjectKey("default", "odd");

    @Test
    void nothingIsRemovedOnAStaleView() {
        World world = cluster().group("g").node("n1").node("n2");
        assertThat(world.decideWithAllUnneededFor(LONG).removals()).isNotEmpty();
        world.seenAs(new ClusterView(new TreeMap<>(Map.of("pods", NOW)), List.of()));

        Decision decision = world.decideWithAllUnneededFor(LONG);
        assertThat(decision.removals()).isEmpty();
        assertThat(reason(decision, "n1")).isEqualTo("StaleView");
        assertThat(reason(decision, "n2")).isEqualTo("StaleView");
        assertThat(History.NONE.unneededAfter(decision)).isEmpty();
    }

    @Test
    void anUnreadablePodHoldsItsNode() {
        World world = cluster().group("g").node("n1").node("n2").seenAs(unreadablePodOn("n1"));

        Decision decision = world.decideWithAllUnneededFor(LONG);
        assertThat(decision.removals()).extracting(removal -> removal.node()).doesNotContain("n1");
        assertThat(verdict(decision, "n1"))
                .isInstanceOfSatisfying(
                        NodeVerdict.Unremovable.class,
                        kept ->
                                assertThat(kept.blockedBy())
                                        .contains(new BlockingPod(ODD, BlockingReason.UNREADABLE)));
    }

    @Test
    void nothingIsPlacedBesideAnUnreadablePod() {
        World world = cluster().group("g", cpu("2")).node("n1").pendingPod("p", cpu("1"));
        assertThat(world.decide().pods()).first().isInstanceOf(PodVerdict.FitsExistingNode.class);
        world.seenAs(unreadablePodOn("n1"));

        assertThat(world.decide().pods()).first().isInstanceOf(PodVerdict.TriggersScaleUp.class);
    }

    @Test
    void podsDoNotMoveToANodeWithAnUnreadablePod() {
        World world =
                cluster()
                        .group("g", cpu("2"))
                        .node("n1")
                        .node("n2")
                        .pod("moves", "n1", cpu("500m"), app("web"))
                        .seenAs(unreadablePodOn("n2"));

        assertThat(reason(world.decide(), "n1")).isEqualTo("NoPlaceToMovePods");
    }

    @Test
    void anUnreadableNodeIsNamedAndStays() {
        World world =
                cluster()
                        .group("g")
                        .node("n1")
                        .seenAs(
                                new ClusterView(
                                        new TreeMap<>(),
                                        List.of(
                                                new Unreadable(
                                                        "Node",
                                                        new ObjectKey("", "n9"),
                                                        new Hold(
                                                                Optional.of("n9"),
                                                                Optional.of("aws:///z/i-9")),
                                                        "odd"))));

        assertThat(reason(world.decide(), "n9")).isEqualTo("Unreadable");
    }

    private static ClusterView unreadablePodOn(String node) {
        return new ClusterView(
                new TreeMap<>(),
                List.of(
                        new Unreadable(
                                "Pod", ODD, new Hold(Optional.of(node), Optional.empty()), "odd")));
    }
}
