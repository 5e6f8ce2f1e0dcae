package io.plimsoll.autoscaler.decision.consolidation;

import static io.plimsoll.autoscaler.decision.world.Traits.annotation;
import static io.plimsoll.autoscaler.decision.world.Traits.app;
import static io.plimsoll.autoscaler.decision.world.Traits.cpu;
import static io.plimsoll.autoscaler.decision.world.Traits.min;
import static io.plimsoll.autoscaler.decision.world.Traits.notReady;
import static io.plimsoll.autoscaler.decision.world.Traits.replacedSince;
import static io.plimsoll.autoscaler.decision.world.Traits.target;
import static io.plimsoll.autoscaler.decision.world.Traits.usdPerHour;
import static io.plimsoll.autoscaler.decision.world.World.NOW;
import static io.plimsoll.autoscaler.decision.world.World.cluster;
import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.autoscaler.decision.answer.Action.NodeRemoval;
import io.plimsoll.autoscaler.decision.answer.Decision;
import io.plimsoll.autoscaler.decision.answer.NodeVerdict;
import io.plimsoll.autoscaler.decision.answer.UnremovableReason;
import io.plimsoll.autoscaler.decision.question.AutoscalingOptions;
import io.plimsoll.autoscaler.decision.question.ConsolidationOptions.Consolidation;
import io.plimsoll.autoscaler.decision.question.History;
import io.plimsoll.autoscaler.decision.question.History.Cooldown;
import io.plimsoll.autoscaler.decision.world.Options;
import io.plimsoll.autoscaler.decision.world.World;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What becomes of a node that an earlier loop, of this process or another, marked. */
class MarkedNodesTest {
    private static final Duration AGO = Duration.ofMinutes(2);

    @Test
    void goesAtOnceWhenWhatWasOrderedIsReady() {
        World world = replacement(AGO).node("new");

        Decision decision = world.decide(justOrdered());

        assertThat(decision.removals()).extracting(NodeRemoval::node).containsExactly("old");
        assertThat(verdict(decision, "old"))
                .isInstanceOfSatisfying(
                        NodeVerdict.Replaced.class,
                        replaced -> {
                            assertThat(replaced.since()).isEqualTo(NOW.minus(AGO));
                            assertThat(replaced.heldBack()).isEmpty();
                            assertThat(replaced.podsMoveTo()).containsValue("new");
                        });
    }

    @Test
    void waitsForWhatIsOrderedAndHasNotCome() {
        Decision ordered = replacement(AGO, 1).decide(justOrdered());
        Decision starting =
                replacement(AGO).node("new", notReady(Duration.ofMinutes(1))).decide(justOrdered());

        assertThat(heldBack(ordered)).contains(UnremovableReason.AWAITS_REPLACEMENT);
        assertThat(heldBack(starting)).contains(UnremovableReason.AWAITS_REPLACEMENT);
        assertThat(ordered.actions()).isEmpty();
        assertThat(starting.actions()).isEmpty();
    }

    @Test
    void keepsItsPlaceWhereNothingComes() {
        Decision decision = replacement(AGO).decide();

        assertThat(verdict(decision, "old")).isInstanceOf(NodeVerdict.Unremovable.class);
        assertThat(decision.actions()).isEmpty();
    }

    @Test
    void keepsItsPlaceWhereWhatWasOrderedTakesTooLong() {
        Decision decision = replacement(Duration.ofMinutes(16), 1).decide();

        assertThat(verdict(decision, "old")).isInstanceOf(NodeVerdict.Unremovable.class);
    }

    @Test
    void keepsItsPlaceWhereOthersTookTheRoom() {
        Decision decision = replacement(AGO).node("new").pod("other", "new", cpu("1")).decide();

        assertThat(verdict(decision, "old")).isInstanceOf(NodeVerdict.Unremovable.class);
    }

    @Test
    void keepsItsPlaceWhereAPodOfItSaysSoNow() {
        World world =
                marked(AGO)
                        .pod(
                                "web",
                                "old",
                                cpu("1500m"),
                                annotation("karpenter.sh/do-not-disrupt", "true"))
                        .group("small", cpu("2"), usdPerHour("0.1"))
                        .node("new");

        assertThat(verdict(world.decide(), "old")).isInstanceOf(NodeVerdict.Unremovable.class);
    }

    @Test
    void isANodeLikeAnyOtherWhereConsolidationIsOff() {
        World world = replacement(AGO).node("new").options(AutoscalingOptions.DEFAULT);

        assertThat(verdict(world.decide(), "old"))
                .isInstanceOfSatisfying(
                        NodeVerdict.Unremovable.class,
                        kept ->
                                assertThat(kept.reason())
                                        .isEqualTo(UnremovableReason.NOT_UNDERUTILIZED));
    }

    @Test
    void waitsAfterARemovalThatFailed() {
        History failed =
                history(
                        new Cooldown(
                                Optional.empty(),
                                Optional.empty(),
                                Optional.of(NOW.minusSeconds(30))));
        Decision decision = replacement(AGO).node("new").decide(failed);

        assertThat(heldBack(decision)).contains(UnremovableReason.SCALE_DOWN_IN_COOLDOWN);
    }

    @Test
    void keepsItsPlaceWhereItCouldNotBeRemovedForLong() {
        History failed =
                history(
                        new Cooldown(
                                Optional.empty(),
                                Optional.empty(),
                                Optional.of(NOW.minus(Duration.ofMinutes(5)))));
        Decision decision = replacement(Duration.ofMinutes(20)).node("new").decide(failed);

        assertThat(verdict(decision, "old")).isInstanceOf(NodeVerdict.Unremovable.class);
    }

    @Test
    void goesOneAfterTheOtherAndTheNextWaitsForItsBudget() {
        World world =
                cluster()
                        .options(Options.consolidating(Consolidation.REPLACE))
                        .group("small", cpu("2"), usdPerHour("0.1"))
                        .node("old-1", replacedSince(AGO))
                        .node("old-2", replacedSince(AGO))
                        .pod("web-1", "old-1", cpu("1500m"), app("web"))
                        .pod("web-2", "old-2", cpu("1500m"), app("web"))
                        .budget("web", 1)
                        .group("large", cpu("4"), usdPerHour("0.15"))
                        .node("new");

        Decision decision = world.decide();

        assertThat(decision.removals()).extracting(NodeRemoval::node).containsExactly("old-1");
        assertThat(verdict(decision, "old-2")).isInstanceOf(NodeVerdict.Replaced.class);
    }

    @Test
    void nothingElseIsReplacedMeanwhile() {
        World world = replacement(AGO).node("new");
        world.group("other", cpu("2"), usdPerHour("0.4")).node("n").pod("p", "n", cpu("1500m"));

        assertThat(world.decide().replacements()).isEmpty();
    }

    @Test
    void doesNotTakeItsGroupBelowTheMinimum() {
        World world =
                cluster()
                        .options(Options.consolidating(Consolidation.REPLACE))
                        .group("large", cpu("2"), usdPerHour("0.4"), min(1))
                        .node("old", replacedSince(AGO))
                        .pod("web", "old", cpu("1500m"))
                        .group("small", cpu("2"), usdPerHour("0.1"))
                        .node("new");

        assertThat(world.decide().removals()).isEmpty();
    }

    /** A node and its pod, for which another group has grown, or is about to. */
    private static World replacement(Duration marked) {
        return marked(marked)
                .pod("web", "old", cpu("1500m"))
                .group("small", cpu("2"), usdPerHour("0.1"));
    }

    private static World replacement(Duration marked, int target) {
        return marked(marked)
                .pod("web", "old", cpu("1500m"))
                .group("small", cpu("2"), usdPerHour("0.1"), target(target));
    }

    private static World marked(Duration ago) {
        return cluster()
                .options(Options.consolidating(Consolidation.REPLACE))
                .group("large", cpu("2"), usdPerHour("0.4"))
                .node("old", replacedSince(ago));
    }

    private static History justOrdered() {
        return history(
                new Cooldown(Optional.of(NOW.minus(AGO)), Optional.empty(), Optional.empty()));
    }

    private static History history(Cooldown cooldown) {
        return new History(
                new TreeMap<String, Instant>(), new TreeMap<>(), new TreeMap<>(), cooldown);
    }

    private static NodeVerdict verdict(Decision decision, String node) {
        return decision.nodes().stream()
                .filter(verdict -> verdict.node().equals(node))
                .findFirst()
                .orElseThrow();
    }

    private static Optional<UnremovableReason> heldBack(Decision decision) {
        return verdict(decision, "old") instanceof NodeVerdict.Replaced replaced
                ? replaced.heldBack()
                : Optional.empty();
    }
}
