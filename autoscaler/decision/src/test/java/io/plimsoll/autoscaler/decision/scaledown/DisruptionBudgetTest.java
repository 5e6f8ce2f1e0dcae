package io.plimsoll.autoscaler.decision.scaledown;

import static io.plimsoll.autoscaler.decision.world.Traits.budgets;
import static io.plimsoll.autoscaler.decision.world.Traits.cpu;
import static io.plimsoll.autoscaler.decision.world.Traits.ending;
import static io.plimsoll.autoscaler.decision.world.Traits.max;
import static io.plimsoll.autoscaler.decision.world.Traits.notReady;
import static io.plimsoll.autoscaler.decision.world.Traits.replacedSince;
import static io.plimsoll.autoscaler.decision.world.Traits.usdPerHour;
import static io.plimsoll.autoscaler.decision.world.Traits.withTaint;
import static io.plimsoll.autoscaler.decision.world.World.NOW;
import static io.plimsoll.autoscaler.decision.world.World.cluster;
import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.autoscaler.decision.Inquiry;
import io.plimsoll.autoscaler.decision.answer.Action.NodeRemoval;
import io.plimsoll.autoscaler.decision.answer.Action.Replacement;
import io.plimsoll.autoscaler.decision.answer.Decision;
import io.plimsoll.autoscaler.decision.answer.NodeVerdict;
import io.plimsoll.autoscaler.decision.answer.UnremovableReason;
import io.plimsoll.autoscaler.decision.model.CronTimes;
import io.plimsoll.autoscaler.decision.model.DisruptionBudget;
import io.plimsoll.autoscaler.decision.model.DisruptionBudget.Most;
import io.plimsoll.autoscaler.decision.model.DisruptionBudget.Reason;
import io.plimsoll.autoscaler.decision.model.DisruptionBudget.Window;
import io.plimsoll.autoscaler.decision.question.ConsolidationOptions.Consolidation;
import io.plimsoll.autoscaler.decision.question.History;
import io.plimsoll.autoscaler.decision.world.NodeTrait;
import io.plimsoll.autoscaler.decision.world.Options;
import io.plimsoll.autoscaler.decision.world.World;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DisruptionBudgetTest {

    private static final Duration LONG = Duration.ofMinutes(11);
    private static final CronTimes EVERY_MINUTE = new CronTimes(-1, -1, -1, -1, -1, false);
    private static final CronTimes NEVER = new CronTimes(0, -1, -1, -1, -1, false);

    @ParameterizedTest(name = "{0}{1}: {2} of ten")
    @CsvSource({"0, '', 0", "3, '', 3", "10, %, 1", "11, %, 2", "100, %, 10", "0, %, 0"})
    void soManyNodesGoAtATime(int amount, String percent, int gone) {
        World world = empty(10, budget(amount, !percent.isEmpty(), List.of(), Optional.empty()));

        assertThat(removed(world)).hasSize(gone);
    }

    @ParameterizedTest(name = "{0}: {1} of two empty nodes")
    @CsvSource({"EMPTY, 0", "UNDERUTILIZED, 2", "DRIFTED, 2"})
    void aReasonLimitsWhatGoesForIt(Reason of, int gone) {
        assertThat(removed(empty(2, budget(0, false, List.of(of), Optional.empty()))))
                .hasSize(gone);
    }

    @Test
    void aNodeWhosePodsMoveIsUnderutilized() {
        World world =
                cluster()
                        .group("g", cpu("2"), budgets(none(Reason.UNDERUTILIZED)))
                        .node("n1")
                        .node("n2")
                        .node("n3")
                        .pod("p", "n1", cpu("100m"))
                        .pod("big", "n3", cpu("1500m"));

        assertThat(removed(world)).containsExactly("n2");
        assertThat(heldBack(world, "n1")).contains(UnremovableReason.DISRUPTION_BUDGET_REACHED);
    }

    @Test
    void aScheduleHoldsInItsWindowAlone() {
        Optional<Window> open = Optional.of(new Window(EVERY_MINUTE, Duration.ofMinutes(5)));
        Optional<Window> closed = Optional.of(new Window(NEVER, Duration.ofMinutes(5)));

        assertThat(removed(empty(2, budget(0, false, List.of(), open)))).isEmpty();
        assertThat(removed(empty(2, budget(0, false, List.of(), closed)))).hasSize(2);
    }

    @Test
    void theTightestOfSeveralCounts() {
        assertThat(removed(empty(5, most(3), most(2), none(Reason.DRIFTED)))).hasSize(2);
    }

    @Test
    void aGroupsOwnComeBeforeThoseOfAll() {
        World world = cluster().options(Options.disruptionBudgets(most(0)));
        world.group("own", cpu("2"), budgets(most(1))).node("a1").node("a2");
        world.group("other", cpu("2")).node("b1").node("b2");

        assertThat(removed(world)).containsExactly("a1");
    }

    @Test
    void whatIsOnItsWayOutCountsWhoeverBeganIt() {
        assertThat(removed(with(ending()))).isEmpty();
        assertThat(removed(with(notReady(Duration.ofMinutes(16))))).isEmpty();
        assertThat(removed(with(replacedSince(Duration.ofMinutes(1))))).containsExactly("n1");
        assertThat(
                        removed(
                                with(
                                        withTaint(
                                                "plimsoll.io/interrupted",
                                                "rebalance."
                                                        + NOW.plusSeconds(60).getEpochSecond()))))
                .isEmpty();
        World removal = empty(2, most(1));
        assertThat(
                        removal.decide(
                                        new History(
                                                since(removal),
                                                History.Growth.NONE,
                                                new TreeMap<>(
                                                        Map.of(
                                                                "n0",
                                                                new History.RemovalInFlight(
                                                                        "g", true))),
                                                History.Cooldown.NONE))
                                .removals())
                .isEmpty();
    }

    @Test
    void aNodeThatIsNotReadyGoesInItsOwnPlace() {
        World world =
                cluster()
                        .group("g", cpu("2"), budgets(most(1)))
                        .node("n1", notReady(Duration.ofHours(1)))
                        .node("n2")
                        .pod("big", "n2", cpu("1500m"));

        assertThat(world.decideWithAllUnneededFor(Duration.ofMinutes(21)).removals())
                .extracting(NodeRemoval::node)
                .containsExactly("n1");
    }

    @Test
    void saysWhichBudgetHoldsANodeBack() {
        World world = empty(2, most(1));
        Decision decision = world.decideWithAllUnneededFor(LONG);
        Inquiry inquiry =
                new Inquiry(world.observe(), History.NONE, world.options(), NOW, decision);

        assertThat(decision.nodes().stream().map(inquiry::why))
                .containsExactly("", "disruption budget \"1\" of group g allows 1 of 2 at a time");
    }

    @ParameterizedTest(name = "{0} of three")
    @CsvSource({"0, 0", "1, 1", "2, 2", "3, 3"})
    void consolidationReplacesNoMoreTogether(int allowed, int replaced) {
        World world = threeForOne(allowed);

        assertThat(
                        world.decide().replacements().stream()
                                .map(Replacement::nodes)
                                .mapToInt(Map::size)
                                .sum())
                .isEqualTo(replaced);
    }

    @Test
    void saysThatAFreezeKeepsANodeFromBeingReplaced() {
        World world = threeForOne(0);
        Decision decision = world.decide();
        Inquiry inquiry =
                new Inquiry(world.observe(), History.NONE, world.options(), NOW, decision);

        assertThat(decision.nodes().stream().map(inquiry::why))
                .allMatch(why -> why.endsWith("nor is it replaced, by disruption budget \"0\""));
    }

    @Test
    void aMarkedNodeWaitsAWhileForAFreezeAndIsThenOneLikeAnyOther() {
        assertThat(verdict(frozen(Duration.ofMinutes(2)), "old"))
                .isInstanceOfSatisfying(
                        NodeVerdict.Replaced.class,
                        kept ->
                                assertThat(kept.heldBack())
                                        .contains(UnremovableReason.DISRUPTION_BUDGET_REACHED));
        assertThat(verdict(frozen(Duration.ofMinutes(16)), "old"))
                .isInstanceOfSatisfying(
                        NodeVerdict.Unneeded.class,
                        kept ->
                                assertThat(kept.heldBack())
                                        .contains(UnremovableReason.DISRUPTION_BUDGET_REACHED));
    }

    @Test
    void inRandomWorldsNoMoreAreOnTheirWayOutThanIsAllowed() {
        for (long seed = 1; seed <= 500; seed++) {
            Random random = new Random(seed);
            int nodes = 1 + random.nextInt(12);
            int allowed = random.nextInt(4);
            World world = empty(0, most(allowed));
            int counted = 0;
            for (int index = 0; index < nodes; index++) {
                boolean marked = random.nextInt(5) == 0;
                counted += marked ? 1 : 0;
                String name = "n" + index;
                world.node(name, marked ? new NodeTrait[] {ending()} : new NodeTrait[0]);
                if (!marked && random.nextInt(3) == 0) {
                    world.pod("p" + index, name, cpu("200m"));
                }
            }
            world.options(Options.disruptionBudgets());

            assertThat(counted + removed(world).size())
                    .as("seed %d: %d nodes, %d allowed", seed, nodes, allowed)
                    .isLessThanOrEqualTo(Math.max(counted, allowed));
        }
    }

    private static World threeForOne(int allowed) {
        World world = cluster().options(Options.consolidating(Consolidation.REPLACE));
        world.group("dear", cpu("2"), usdPerHour("0.4"), budgets(most(allowed)));
        for (String name : List.of("n1", "n2", "n3")) {
            world.node(name).pod("p-" + name, name, cpu("1200m"));
        }
        return world.group("cheap", cpu("2"), usdPerHour("0.1"));
    }

    private static Decision frozen(Duration marked) {
        return cluster()
                .options(Options.consolidating(Consolidation.REPLACE))
                .group("g", cpu("2"), budgets(most(0)))
                .node("new")
                .node("old", replacedSince(marked))
                .pod("web", "old", cpu("1500m"))
                .decide();
    }

    /** One node with the trait, and one that is empty, of which one may go. */
    private static World with(NodeTrait trait) {
        return cluster()
                .group("g", cpu("2"), budgets(most(1)))
                .options(Options.consolidating(Consolidation.REPLACE))
                .node("n1", trait)
                .pod("big", "n1", cpu("1500m"))
                .node("n2");
    }

    private static World empty(int count, DisruptionBudget... budgets) {
        World world = cluster().group("g", cpu("2"), max(20), budgets(budgets));
        for (int index = 0; index < count; index++) {
            world.node("n" + index);
        }
        return world;
    }

    private static DisruptionBudget most(int nodes) {
        return budget(nodes, false, List.of(), Optional.empty());
    }

    private static DisruptionBudget none(Reason reason) {
        return budget(0, false, List.of(reason), Optional.empty());
    }

    private static DisruptionBudget budget(
            int amount, boolean percent, List<Reason> reasons, Optional<Window> window) {
        return new DisruptionBudget(
                amount + (percent ? "%" : ""), new Most(amount, percent), reasons, window);
    }

    private static SortedMap<String, Instant> since(World world) {
        SortedMap<String, Instant> since = new TreeMap<>();
        world.observe().cluster().nodes().forEach(node -> since.put(node.name(), NOW.minus(LONG)));
        return since;
    }

    private static List<String> removed(World world) {
        return world.decideWithAllUnneededFor(LONG).removals().stream()
                .map(NodeRemoval::node)
                .toList();
    }

    private static Optional<UnremovableReason> heldBack(World world, String node) {
        return verdict(world.decideWithAllUnneededFor(LONG), node)
                        instanceof
                        NodeVerdict.Unneeded(_, _, _, _, NodeVerdict.Removal(_, var heldBack))
                ? heldBack
                : Optional.empty();
    }

    private static NodeVerdict verdict(Decision decision, String node) {
        return decision.nodes().stream()
                .filter(verdict -> verdict.node().equals(node))
                .findFirst()
                .orElseThrow();
    }
}
