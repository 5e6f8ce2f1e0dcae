package io.plimsoll.autoscaler.decision.scaledown;

import static io.plimsoll.autoscaler.decision.scaledown.NodeVerdicts.reason;
import static io.plimsoll.autoscaler.decision.scaledown.NodeVerdicts.verdict;
import static io.plimsoll.autoscaler.decision.world.Traits.cpu;
import static io.plimsoll.autoscaler.decision.world.Traits.ending;
import static io.plimsoll.autoscaler.decision.world.Traits.min;
import static io.plimsoll.autoscaler.decision.world.Traits.nodeAnnotation;
import static io.plimsoll.autoscaler.decision.world.Traits.notReady;
import static io.plimsoll.autoscaler.decision.world.Traits.withResourceClaim;
import static io.plimsoll.autoscaler.decision.world.World.NOW;
import static io.plimsoll.autoscaler.decision.world.World.cluster;
import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.autoscaler.decision.answer.Action.NodeRemoval;
import io.plimsoll.autoscaler.decision.answer.Decision;
import io.plimsoll.autoscaler.decision.answer.NodeVerdict;
import io.plimsoll.autoscaler.decision.answer.UnremovableReason;
import io.plimsoll.autoscaler.decision.question.AutoscalingOptions.ClusterLimits;
import io.plimsoll.autoscaler.decision.question.AutoscalingOptions.Range;
import io.plimsoll.autoscaler.decision.question.History;
import io.plimsoll.autoscaler.decision.world.Options;
import io.plimsoll.autoscaler.decision.world.World;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class NodeRemovalTest {

    private static final Duration LONG = Duration.ofHours(1);

    @Test
    void removesNodeThatWasUnneededLongEnough() {
        World world = cluster().group("g").node("n1");

        assertThat(removed(world.decideWithAllUnneededFor(Duration.ofSeconds(601))))
                .containsExactly("n1");
        assertThat(heldBack(world.decideWithAllUnneededFor(Duration.ofMinutes(10)), "n1"))
                .contains(UnremovableReason.NOT_UNNEEDED_LONG_ENOUGH);
    }

    @Test
    void keepsNodeOfPodThatClaimsADevice() {
        World world =
                cluster()
                        .group("g", cpu("2"))
                        .node("n1")
                        .node("n2")
                        .pod("gpu", "n1", cpu("100m"), withResourceClaim("gpu"))
                        .pod("big", "n2", cpu("1500m"));

        assertThat(removed(world.decideWithAllUnneededFor(LONG))).isEmpty();
    }

    @Test
    void deletionSaysWhyAndWhereThePodsGo() {
        World world =
                cluster()
                        .group("g", cpu("2"))
                        .node("n1")
                        .node("n2")
                        .pod("small", "n1", cpu("300m"))
                        .pod("big", "n2", cpu("1500m"));

        NodeRemoval removal =
                world.decideWithAllUnneededFor(Duration.ofMinutes(11)).removals().getFirst();

        assertThat(removal.reason())
                .isEqualTo(
                        "unneeded for 11 min at 15.0 % utilization; its pod fits on another node");
        assertThat(removal.podsMoveTo()).containsValue("n2");
    }

    @Test
    void keepsMinimumOfGroup() {
        World world = cluster().group("g", min(1)).node("n1").node("n2");

        Decision decision = world.decideWithAllUnneededFor(LONG);

        assertThat(removed(decision)).containsExactly("n1");
        assertThat(heldBack(decision, "n2"))
                .contains(UnremovableReason.NODE_GROUP_MIN_SIZE_REACHED);
    }

    @Test
    void nodesOnTheirWayOutCountAgainstTheMinimum() {
        World world = cluster().group("g", min(1)).node("n1").node("n2");
        History history = history(Map.of("n1", new History.RemovalInFlight("g", true)), "n1", "n2");

        Decision decision = world.decide(history);

        assertThat(reason(decision, "n1")).isEqualTo("CurrentlyBeingDeleted");
        assertThat(heldBack(decision, "n2"))
                .contains(UnremovableReason.NODE_GROUP_MIN_SIZE_REACHED);
    }

    @Test
    void machineThatEndsIsNotCountedTwice() {
        World world = cluster().group("g", min(1)).node("n1", ending()).node("n2").node("n3");
        History history =
                history(Map.of("n1", new History.RemovalInFlight("g", true)), "n1", "n2", "n3");

        assertThat(removed(world.decide(history))).containsExactly("n2");
    }

    @Test
    void unreadyNodeGoesAfterATimeOfItsOwn() {
        World world = cluster().group("g").node("n1", notReady(LONG));

        assertThat(heldBack(world.decideWithAllUnneededFor(Duration.ofMinutes(15)), "n1"))
                .contains(UnremovableReason.NOT_UNREADY_LONG_ENOUGH);
        assertThat(removed(world.decideWithAllUnneededFor(Duration.ofMinutes(21))))
                .containsExactly("n1");
    }

    @Test
    void keepsMinimumOfCoresInTheCluster() {
        World world =
                cluster()
                        .options(
                                Options.limits(
                                        new ClusterLimits(0, new Range(3, 100), new Range(0, 100))))
                        .group("g", cpu("2"))
                        .node("n1")
                        .node("n2");

        Decision decision = world.decideWithAllUnneededFor(LONG);

        assertThat(removed(decision)).isEmpty();
        assertThat(heldBack(decision, "n1"))
                .contains(UnremovableReason.MINIMAL_RESOURCE_LIMIT_EXCEEDED);
    }

    @Test
    void drainsOneNodeAtATime() {
        World world =
                cluster()
                        .group("g", cpu("2"))
                        .node("n1")
                        .node("n2")
                        .node("n3")
                        .pod("p1", "n1", cpu("100m"))
                        .pod("p2", "n2", cpu("100m"))
                        .pod("big", "n3", cpu("1500m"));

        assertThat(removed(world.decideWithAllUnneededFor(LONG))).containsExactly("n1");
        world.options(Options.parallelism(10, 2));
        assertThat(removed(world.decideWithAllUnneededFor(LONG))).containsExactly("n1", "n2");
    }

    @Test
    void drainUnderWayUsesUpTheBudget() {
        World world =
                cluster()
                        .group("g", cpu("2"))
                        .node("n1")
                        .node("n2")
                        .node("n3")
                        .pod("p1", "n1", cpu("100m"))
                        .pod("p2", "n2", cpu("100m"))
                        .pod("big", "n3", cpu("1500m"));
        History history =
                history(Map.of("n1", new History.RemovalInFlight("g", false)), "n1", "n2");

        assertThat(heldBack(world.decide(history), "n2"))
                .contains(UnremovableReason.PARALLELISM_REACHED);
    }

    @Test
    void onlySoManyRemovalsBeginWithinAnHour() {
        World world =
                cluster()
                        .group("g", cpu("2"))
                        .node("n1")
                        .node("n2")
                        .node("n3")
                        .options(Options.removalsPerHour(3));

        Decision inTime = world.decide(afterRemovals(NOW.minusSeconds(3600)));
        assertThat(removed(inTime)).containsExactly("n1", "n2", "n3");

        Decision tooSoon =
                world.decide(afterRemovals(NOW.minusSeconds(3599), NOW.minusSeconds(60)));
        assertThat(removed(tooSoon)).containsExactly("n1");
        assertThat(heldBack(tooSoon, "n2")).contains(UnremovableReason.REMOVAL_RATE_REACHED);
        assertThat(tooSoon.heldBy(UnremovableReason.REMOVAL_RATE_REACHED)).isEqualTo(2);
    }

    private static History afterRemovals(Instant... begun) {
        TreeMap<String, Instant> since = new TreeMap<>();
        List.of("n1", "n2", "n3").forEach(node -> since.put(node, NOW.minus(LONG)));
        return new History(
                since,
                new TreeMap<>(),
                new TreeMap<>(),
                new History.Cooldown(
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        List.of(begun)));
    }

    @Test
    void podsOfNodeBeingDrainedTakeTheirNewRoomFirst() {
        World world =
                cluster()
                        .group("g", cpu("2"))
                        .node("n1")
                        .node("n2")
                        .pod("leaving", "n1", cpu("1500m"))
                        .pendingPod("web", cpu("1"));
        History history =
                history(Map.of("n1", new History.RemovalInFlight("g", false)), "n1", "n2");

        assertThat(world.decide(history).scaleUps()).hasSize(1);
    }

    @Test
    void waitsAfterScaleUp() {
        World world = cluster().group("g").node("n1");
        History.Cooldown recent =
                new History.Cooldown(
                        Optional.of(NOW.minusSeconds(599)), Optional.empty(), Optional.empty());
        TreeMap<String, Instant> since = new TreeMap<>(Map.of("n1", NOW.minus(LONG)));

        Decision decision =
                world.decide(new History(since, new TreeMap<>(), new TreeMap<>(), recent));

        assertThat(heldBack(decision, "n1")).contains(UnremovableReason.SCALE_DOWN_IN_COOLDOWN);
    }

    @Test
    void waitsInTheGroupThatGrewWhereDelaysAreLocal() {
        World world =
                cluster()
                        .options(Options.localDelays())
                        .group("grown")
                        .node("n1")
                        .group("other")
                        .node("n2");
        History.Cooldown recent =
                new History.Cooldown(
                        Optional.of(NOW.minusSeconds(60)), Optional.empty(), Optional.empty());
        History.Cooldown byGroup =
                new History.Cooldown(
                        recent.lastScaleUp(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        List.of(),
                        new TreeMap<>(Map.of("grown", recent)));
        TreeMap<String, Instant> since =
                new TreeMap<>(Map.of("n1", NOW.minus(LONG), "n2", NOW.minus(LONG)));

        Decision decision =
                world.decide(new History(since, new TreeMap<>(), new TreeMap<>(), byGroup));

        assertThat(removed(decision)).containsExactly("n2");
        assertThat(heldBack(decision, "n1")).contains(UnremovableReason.SCALE_DOWN_IN_COOLDOWN);
    }

    @Test
    void keepsANodeThatIsSaidToBeNoneOfOurs() {
        World world =
                cluster()
                        .group("g")
                        .node("n1", nodeAnnotation("k8s.io/cluster-autoscaler-enabled", "false"));

        assertThat(reason(world.decideWithAllUnneededFor(LONG), "n1")).isEqualTo("NotAutoscaled");
    }

    @Test
    void loopThatScalesUpLooksAtNoNodeAndForgetsNothing() {
        World world = cluster().group("g", cpu("2")).node("n1").pendingPod("web", cpu("2"));
        world.pod("p", "n1", cpu("100m"));
        TreeMap<String, Instant> since = new TreeMap<>(Map.of("n1", NOW.minus(LONG)));
        History history =
                new History(since, new TreeMap<>(), new TreeMap<>(), History.Cooldown.NONE);

        Decision decision = world.decide(history);

        assertThat(reason(decision, "n1")).isEqualTo("NotEvaluated");
        assertThat(history.unneededAfter(decision)).containsEntry("n1", NOW.minus(LONG));
    }

    @Test
    void unneededTimeStartsAgainAfterABreak() {
        World busy = cluster().group("g", cpu("2")).node("n1").pod("p", "n1", cpu("2"));
        TreeMap<String, Instant> since = new TreeMap<>(Map.of("n1", NOW.minus(LONG)));
        History history =
                new History(since, new TreeMap<>(), new TreeMap<>(), History.Cooldown.NONE);

        assertThat(history.unneededAfter(busy.decide(history))).isEmpty();
    }

    private static History history(
            Map<String, History.RemovalInFlight> removals, String... unneeded) {
        TreeMap<String, Instant> since = new TreeMap<>();
        for (String node : unneeded) {
            since.put(node, NOW.minus(LONG));
        }
        return new History(
                since, History.Growth.NONE, new TreeMap<>(removals), History.Cooldown.NONE);
    }

    private static List<String> removed(Decision decision) {
        return decision.removals().stream().map(NodeRemoval::node).toList();
    }

    private static Optional<UnremovableReason> heldBack(Decision decision, String node) {
        return switch (verdict(decision, node)) {
            case NodeVerdict.Unneeded unneeded -> unneeded.heldBack();
            case NodeVerdict.Replaced replaced -> replaced.heldBack();
            case NodeVerdict.Unremovable _ -> Optional.empty();
        };
    }
}
