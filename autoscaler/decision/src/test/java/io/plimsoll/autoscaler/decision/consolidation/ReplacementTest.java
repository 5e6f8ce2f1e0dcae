package io.plimsoll.autoscaler.decision.consolidation;

import static io.plimsoll.autoscaler.decision.world.Traits.annotation;
import static io.plimsoll.autoscaler.decision.world.Traits.bare;
import static io.plimsoll.autoscaler.decision.world.Traits.cpu;
import static io.plimsoll.autoscaler.decision.world.Traits.label;
import static io.plimsoll.autoscaler.decision.world.Traits.max;
import static io.plimsoll.autoscaler.decision.world.Traits.min;
import static io.plimsoll.autoscaler.decision.world.Traits.nodeAged;
import static io.plimsoll.autoscaler.decision.world.Traits.nodeAnnotation;
import static io.plimsoll.autoscaler.decision.world.Traits.onlyOn;
import static io.plimsoll.autoscaler.decision.world.Traits.usdPerHour;
import static io.plimsoll.autoscaler.decision.world.World.NOW;
import static io.plimsoll.autoscaler.decision.world.World.cluster;
import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.autoscaler.decision.answer.Action.Replacement;
import io.plimsoll.autoscaler.decision.answer.Action.Saving;
import io.plimsoll.autoscaler.decision.answer.Action.ScaleUp;
import io.plimsoll.autoscaler.decision.answer.Decision;
import io.plimsoll.autoscaler.decision.answer.NodeVerdict;
import io.plimsoll.autoscaler.decision.answer.UnremovableReason;
import io.plimsoll.autoscaler.decision.question.AutoscalingOptions;
import io.plimsoll.autoscaler.decision.question.ConsolidationOptions;
import io.plimsoll.autoscaler.decision.question.ConsolidationOptions.Consolidation;
import io.plimsoll.autoscaler.decision.question.History;
import io.plimsoll.autoscaler.decision.question.History.Cooldown;
import io.plimsoll.autoscaler.decision.question.History.ScaleUpInFlight;
import io.plimsoll.autoscaler.decision.world.GroupTrait;
import io.plimsoll.autoscaler.decision.world.NodeTrait;
import io.plimsoll.autoscaler.decision.world.Options;
import io.plimsoll.autoscaler.decision.world.PodTrait;
import io.plimsoll.autoscaler.decision.world.World;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReplacementTest {

    private static final String SPOT = "eks.amazonaws.com/capacityType";

    @Test
    void oneNodeIsReplacedByACheaperOneOfAnotherGroup() {
        Decision decision = largeNodeWithASmallPod().decide();

        assertThat(decision.replacements())
                .singleElement()
                .satisfies(found -> {
                    assertThat(found.nodes()).containsOnlyKeys("n1");
                    assertThat(ordered(found)).containsExactly(Map.entry("small", 1));
                    assertThat(found.saving()).isEqualTo(new Saving(400_000, 100_000));
                    assertThat(moves(found))
                            .containsExactly(Map.entry("default/web", "small-new-1"));
                    assertThat(found.reason()).contains("0.3 USD/h less, 75 %");
                });
        assertThat(decision.nodes())
                .singleElement()
                .isInstanceOfSatisfying(
                        NodeVerdict.Replaced.class,
                        verdict ->
                                assertThat(verdict.heldBack())
                                        .contains(UnremovableReason.AWAITS_REPLACEMENT));
    }

    @Test
    void manyAreReplacedByFewer() {
        World world = cluster().options(Options.consolidating(Consolidation.REPLACE));
        world.group("small", cpu("2"), usdPerHour("0.1"))
                .node("n1")
                .node("n2")
                .node("n3")
                .pod("a", "n1", cpu("1200m"))
                .pod("b", "n2", cpu("1200m"))
                .pod("c", "n3", cpu("1200m"))
                .group("large", cpu("4"), usdPerHour("0.2"));

        assertThat(world.decide().replacements())
                .singleElement()
                .satisfies(found -> {
                    assertThat(found.nodes()).containsOnlyKeys("n1", "n2", "n3");
                    assertThat(ordered(found)).containsExactly(Map.entry("large", 1));
                });
    }

    @Test
    void aBusyNodeGoesWhereTheOthersHaveRoom() {
        World world = roomElsewhere();

        Replacement found = world.decide().replacements().getFirst();

        assertThat(found.nodes()).containsOnlyKeys("n1");
        assertThat(found.orders()).isEmpty();
        assertThat(moves(found)).containsExactly(Map.entry("default/web", "n2"));
        assertThat(found.saving()).isEqualTo(new Saving(100_000, 0));
    }

    @Test
    void deleteOrdersNothing() {
        World world = largeNodeWithASmallPod().options(Options.consolidating(Consolidation.DELETE));
        assertThat(world.decide().actions()).isEmpty();

        World other = roomElsewhere().options(Options.consolidating(Consolidation.DELETE));
        assertThat(other.decide().replacements()).hasSize(1);
    }

    @Test
    void nothingIsReplacedByDefault() {
        Decision before = largeNodeWithASmallPod().options(AutoscalingOptions.DEFAULT).decide();

        assertThat(before.actions()).isEmpty();
        assertThat(before.nodes()).noneMatch(NodeVerdict.Replaced.class::isInstance);
    }

    @ParameterizedTest(name = "from {0} to {1} USD/h, {2} thousandths wanted: {3}")
    @CsvSource({
        "0.40, 0.36, 100, true",
        "0.40, 0.361, 100, false",
        "0.40, 0.30, 260, false",
        "0.40, 0.30, 250, true",
        // Five minutes of the new node are to be saved within an hour.
        "0.40, 0.37, 0, false",
        "0.40, 0.36, 0, true",
        "0.40, 0.40, 0, false"
    })
    void savesWhatTheFlagAsksForAndWhatNewNodesCostMeanwhile(
            String before, String after, int permille, boolean replaces) {
        World world =
                cluster()
                        .group("large", cpu("4"), usdPerHour(before))
                        .node("n1")
                        .pod("web", "n1", cpu("3"))
                        .group("other", cpu("3500m"), usdPerHour(after))
                        .options(
                                Options.consolidation(
                                        new ConsolidationOptions(
                                                Consolidation.REPLACE,
                                                permille,
                                                Duration.ofMinutes(10),
                                                Duration.ZERO)));

        assertThat(world.decide().replacements()).hasSize(replaces ? 1 : 0);
    }

    @Test
    void aNodeOfUnknownPriceIsNeitherReplacedNorAReplacement() {
        World unknown =
                cluster()
                        .options(Options.consolidating(Consolidation.REPLACE))
                        .group("large", cpu("8"))
                        .node("n1")
                        .pod("web", "n1", cpu("5"))
                        .group("small", cpu("6"), usdPerHour("0.1"));
        World other =
                cluster()
                        .options(Options.consolidating(Consolidation.REPLACE))
                        .group("large", cpu("8"), usdPerHour("0.4"))
                        .node("n1")
                        .pod("web", "n1", cpu("5"))
                        .group("small", cpu("6"));

        assertThat(unknown.decide().replacements()).isEmpty();
        assertThat(other.decide().replacements()).isEmpty();
    }

    @Test
    void podsThatMayNotMoveHoldTheirNode() {
        assertThat(replaced(annotation("karpenter.sh/do-not-disrupt", "true"))).isFalse();
        assertThat(replaced(annotation("karpenter.sh/do-not-disrupt", "30m"))).isFalse();
        assertThat(replaced(annotation("karpenter.sh/do-not-disrupt", "false"))).isTrue();
        assertThat(replaced(annotation("cluster-autoscaler.kubernetes.io/safe-to-evict", "false")))
                .isFalse();
        assertThat(replaced(bare())).isFalse();
    }

    @Test
    void nodesThatAreToStayDo() {
        assertThat(replacedNode(nodeAnnotation("karpenter.sh/do-not-disrupt", "true"))).isFalse();
        assertThat(
                        replacedNode(
                                nodeAnnotation(
                                        "cluster-autoscaler.kubernetes.io/scale-down-disabled",
                                        "true")))
                .isFalse();
        assertThat(replacedNode(nodeAged(Duration.ofMinutes(9)))).isFalse();
        assertThat(replacedNode(nodeAged(Duration.ofMinutes(11)))).isTrue();
    }

    @Test
    void aBudgetThatAllowsNothingHoldsItsPodsNodeAndOneThatAllowsSomethingDoesNot() {
        World none = largeNodeWithASmallPod().budget("web", 0);
        World one = largeNodeWithASmallPod().budget("web", 1);

        assertThat(none.decide().replacements()).isEmpty();
        assertThat(one.decide().replacements()).hasSize(1);
    }

    @Test
    void aGroupAtItsMinimumKeepsItsNodes() {
        World world = largeNodeWithASmallPod(min(1));

        assertThat(world.decide().replacements()).isEmpty();
    }

    @Test
    void aFullGroupIsNoReplacement() {
        World world =
                cluster()
                        .options(Options.consolidating(Consolidation.REPLACE))
                        .group("large", cpu("8"), usdPerHour("0.4"))
                        .node("n1")
                        .pod("web", "n1", cpu("5"))
                        .group("small", cpu("6"), usdPerHour("0.1"), max(0));

        assertThat(world.decide().replacements()).isEmpty();
    }

    @Test
    void onDemandBecomesSpotUnlessThePodsSayOtherwise() {
        assertThat(spot("ON_DEMAND", "SPOT").decide().replacements()).hasSize(1);
        assertThat(spot("ON_DEMAND", "SPOT", onlyOn(SPOT, "ON_DEMAND")).decide().replacements())
                .isEmpty();
    }

    @Test
    void threeSpotNodesOfThreeGroupsDoNotBecomeOneOfOneGroup() {
        World world = cluster().options(Options.consolidating(Consolidation.REPLACE));
        for (String zone : List.of("a", "b", "c")) {
            world.group(zone, cpu("2"), usdPerHour("0.1"), label(SPOT, "SPOT"), max(1))
                    .node("n" + zone)
                    .pod("web-" + zone, "n" + zone, cpu("1200m"));
        }
        world.group("large", cpu("4"), usdPerHour("0.1"), label(SPOT, "SPOT"));
        assertThat(world.decide().replacements()).isEmpty();

        world.group("safe", cpu("4"), usdPerHour("0.2"));
        assertThat(ordered(world.decide().replacements().getFirst()))
                .containsExactly(Map.entry("safe", 1));
    }

    @Test
    void whileAnythingElseGoesOnNothingIsReplaced() {
        SortedMap<String, ScaleUpInFlight> order =
                new TreeMap<>(Map.of("small", new ScaleUpInFlight(1, NOW)));
        World world = largeNodeWithASmallPod();

        assertThat(
                        world.decide(
                                        new History(
                                                new TreeMap<>(),
                                                order,
                                                new TreeMap<>(),
                                                Cooldown.NONE))
                                .replacements())
                .isEmpty();
        assertThat(world.decide(after(Duration.ofSeconds(599))).replacements()).isEmpty();
        assertThat(world.decide(after(Duration.ofMinutes(10))).replacements()).hasSize(1);
        assertThat(largeNodeWithASmallPod().pendingPod("new").decide().replacements()).isEmpty();
    }

    @Test
    void aPodThatNoGroupHelpsDoesNotTakeWhatComesForOthers() {
        World hopeless = largeNodeWithASmallPod().pendingPod("huge", cpu("100"));
        assertThat(hopeless.decide().replacements()).hasSize(1);
    }

    @ParameterizedTest(name = "{0} before {1}: {2}")
    @CsvSource({
        // The scheduler puts the small pod where most is free, and the large one finds no room.
        "1, 3, false",
        "3, 1, true"
    })
    void onlyWhatTheSchedulerWillHaveRoomForIsReplaced(String first, String next, boolean goes) {
        World world =
                cluster()
                        .options(Options.consolidating(Consolidation.DELETE))
                        .group("large", cpu("4"), usdPerHour("0.2"))
                        .node("n1")
                        .pod("first", "n1", cpu(first))
                        .pod("next", "n1", cpu(next))
                        .node("n3")
                        .pod("large", "n3", cpu("1"), staysHere())
                        .group("small", cpu("2"), usdPerHour("0.1"))
                        .node("n2")
                        .pod("small", "n2", cpu("1"), staysHere());

        assertThat(world.decide().replacements()).hasSize(goes ? 1 : 0);
    }

    @ParameterizedTest(name = "{0} of 2 in this hour: {1} nodes go")
    @CsvSource({"0, 2", "1, 1", "2, 0"})
    void noMoreNodesGoThanMayWithinAnHour(int gone, int go) {
        AutoscalingOptions options = Options.consolidatingWithRemovalsPerHour(2);
        World world = cluster().options(options).group("small", cpu("2"), usdPerHour("0.1"));
        for (String name : List.of("1", "2", "3")) {
            world.node("n" + name).pod("p" + name, "n" + name, cpu("1200m"));
        }
        world.group("large", cpu("4"), usdPerHour("0.04"));
        Cooldown cooldown =
                new Cooldown(
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Collections.nCopies(gone, NOW.minus(Duration.ofMinutes(59))));

        Decision decision =
                world.decide(
                        new History(new TreeMap<>(), new TreeMap<>(), new TreeMap<>(), cooldown));

        assertThat(decision.replacements().stream().mapToInt(each -> each.nodes().size()).sum())
                .isEqualTo(go);
    }

    @Test
    void everyNodeHasOneVerdict() {
        World world = roomElsewhere();

        assertThat(world.decide().nodes())
                .extracting(NodeVerdict::node)
                .containsExactly("n1", "n2");
    }

    private static PodTrait staysHere() {
        return annotation("cluster-autoscaler.kubernetes.io/safe-to-evict", "false");
    }

    private static History after(Duration time) {
        Instant last = NOW.minus(time);
        return new History(
                new TreeMap<>(),
                new TreeMap<>(),
                new TreeMap<>(),
                new Cooldown(
                        Optional.empty(), Optional.empty(), Optional.empty(), Optional.of(last)));
    }

    private static World largeNodeWithASmallPod(GroupTrait... traits) {
        return withAPod(traits, new NodeTrait[0]);
    }

    private static World withAPod(
            GroupTrait[] traits, NodeTrait[] nodeTraits, PodTrait... podTraits) {
        GroupTrait[] large = Arrays.copyOf(traits, traits.length + 1);
        large[traits.length] = usdPerHour("0.4");
        return cluster()
                .options(Options.consolidating(Consolidation.REPLACE))
                .group("large", large)
                .node("n1", nodeTraits)
                .pod("web", "n1", with(podTraits, cpu("1500m")))
                .group("small", cpu("2"), usdPerHour("0.1"));
    }

    private static boolean replaced(PodTrait trait) {
        World world = withAPod(new GroupTrait[0], new NodeTrait[0], trait);
        return !world.decide().replacements().isEmpty();
    }

    private static boolean replacedNode(NodeTrait trait) {
        World world = withAPod(new GroupTrait[0], new NodeTrait[] {trait});
        return !world.decide().replacements().isEmpty();
    }

    /** Node n1 is too busy for scale-down; the other one has room for its pod. */
    private static World roomElsewhere() {
        return cluster()
                .options(Options.consolidating(Consolidation.REPLACE))
                .group("g", cpu("2"), usdPerHour("0.1"), min(1))
                .node("n1")
                .node("n2")
                .pod("web", "n1", cpu("1"))
                .pod("still", "n2", cpu("1"), annotation("karpenter.sh/do-not-disrupt", "true"));
    }

    private static World spot(String before, String after, PodTrait... traits) {
        return cluster()
                .options(Options.consolidating(Consolidation.REPLACE))
                .group("before", cpu("2"), usdPerHour("0.1"), label(SPOT, before))
                .node("n1")
                .pod("web", "n1", with(traits, cpu("1500m")))
                .group("after", cpu("2"), usdPerHour("0.03"), label(SPOT, after));
    }

    private static PodTrait[] with(PodTrait[] some, PodTrait first) {
        PodTrait[] all = Arrays.copyOf(some, some.length + 1);
        all[some.length] = first;
        return all;
    }

    private static Map<String, Integer> ordered(Replacement found) {
        return found.orders().stream()
                .collect(
                        Collectors.toMap(
                                ScaleUp::nodeGroup,
                                order -> order.to() - order.from(),
                                (one, _) -> one,
                                TreeMap::new));
    }

    private static SortedMap<String, String> moves(Replacement found) {
        SortedMap<String, String> moves = new TreeMap<>();
        found.nodes()
                .values()
                .forEach(gone ->
                        gone.podsMoveTo().forEach((pod, to) -> moves.put(pod.toString(), to)));
        return moves;
    }
}
