package io.plimsoll.autoscaler.decision.interruption;

import static io.plimsoll.autoscaler.decision.world.Traits.annotation;
import static io.plimsoll.autoscaler.decision.world.Traits.bare;
import static io.plimsoll.autoscaler.decision.world.Traits.cpu;
import static io.plimsoll.autoscaler.decision.world.Traits.deletedSince;
import static io.plimsoll.autoscaler.decision.world.Traits.ending;
import static io.plimsoll.autoscaler.decision.world.Traits.leftAlone;
import static io.plimsoll.autoscaler.decision.world.Traits.max;
import static io.plimsoll.autoscaler.decision.world.Traits.min;
import static io.plimsoll.autoscaler.decision.world.Traits.nodeAnnotation;
import static io.plimsoll.autoscaler.decision.world.Traits.priority;
import static io.plimsoll.autoscaler.decision.world.Traits.target;
import static io.plimsoll.autoscaler.decision.world.Traits.withTaint;
import static io.plimsoll.autoscaler.decision.world.World.NOW;
import static io.plimsoll.autoscaler.decision.world.World.cluster;
import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.autoscaler.decision.answer.Action;
import io.plimsoll.autoscaler.decision.answer.Action.EndInterrupted;
import io.plimsoll.autoscaler.decision.answer.Action.Evict;
import io.plimsoll.autoscaler.decision.answer.Action.NoteReplacement;
import io.plimsoll.autoscaler.decision.answer.Action.Sequel;
import io.plimsoll.autoscaler.decision.answer.Decision;
import io.plimsoll.autoscaler.decision.model.ClusterView;
import io.plimsoll.autoscaler.decision.model.Interruption;
import io.plimsoll.autoscaler.decision.model.Interruption.Kind;
import io.plimsoll.autoscaler.decision.world.NodeTrait;
import io.plimsoll.autoscaler.decision.world.World;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class InterruptionTest {
    private static final Duration NOTICE = Duration.ofMinutes(2);

    @Test
    void ordersTheReplacementInTheSameLoopAndNotesIt() {
        Decision decision =
                cluster()
                        .group("spot", cpu("2"), max(3))
                        .node("n1", interrupted(Kind.SPOT, NOTICE))
                        .pod("web", "n1", cpu("1500m"))
                        .decide();

        assertThat(decision.scaleUps())
                .singleElement()
                .satisfies(order -> assertThat(order.to()).isEqualTo(2));
        assertThat(decision.actions()).contains(new NoteReplacement("n1"));
        assertThat(evicted(decision)).isEmpty();
    }

    @Test
    void ordersNothingMoreWhileTheReplacementIsOnItsWay() {
        Decision decision =
                cluster()
                        .group("spot", cpu("2"), target(2), max(3))
                        .node("n1", replaced(Kind.SPOT, NOTICE))
                        .pod("web", "n1", cpu("1500m"))
                        .decide();

        assertThat(decision.actions()).isEmpty();
    }

    @Test
    void notesOneReplacementForEachNewNode() {
        Decision decision =
                cluster()
                        .group("spot", cpu("2"), max(9))
                        .node("n1", interrupted(Kind.SPOT, NOTICE))
                        .node("n2", interrupted(Kind.SPOT, NOTICE))
                        .pod("a", "n1", cpu("600m"))
                        .pod("b", "n2", cpu("600m"))
                        .decide();

        assertThat(decision.scaleUps().getFirst().to()).isEqualTo(3);
        assertThat(decision.actions())
                .filteredOn(NoteReplacement.class::isInstance)
                .containsExactly(new NoteReplacement("n1"));
    }

    @ParameterizedTest
    @EnumSource(
            value = Kind.class,
            names = {"SPOT", "REBALANCE", "MAINTENANCE", "ENDING"})
    void asksAPodToGoAsSoonAsThereIsRoomForIt(Kind kind) {
        Decision decision =
                cluster()
                        .group("spot", cpu("2"))
                        .node("n1", interrupted(kind, NOTICE))
                        .node("n2")
                        .pod("web", "n1", cpu("1500m"))
                        .decide();

        assertThat(evicted(decision)).containsExactly("web");
    }

    @ParameterizedTest
    @CsvSource({
        "SPOT, 46, false",
        "SPOT, 45, true",
        "MAINTENANCE, 46, false",
        "MAINTENANCE, 45, true",
        "REBALANCE, 45, false",
        "ENDING, 3600, true"
    })
    void asksAPodWithoutRoomToGoWhenItsTimeIsJustEnoughToEnd(
            Kind kind, long secondsLeft, boolean goes) {
        Decision decision =
                cluster()
                        .group("spot", cpu("2"), max(1))
                        .node("n1", interrupted(kind, Duration.ofSeconds(secondsLeft)))
                        .pod("web", "n1", cpu("1500m"))
                        .decide();

        assertThat(evicted(decision)).hasSize(goes ? 1 : 0);
    }

    @Test
    void asksTheLeastImportantFirst() {
        Decision decision =
                cluster()
                        .group("spot", cpu("2"))
                        .node("n1", interrupted(Kind.SPOT, Duration.ZERO))
                        .pod("a", "n1", priority(1000))
                        .pod("b", "n1", priority(0))
                        .pod("c", "n1", priority(100))
                        .decide();

        assertThat(evicted(decision)).containsExactly("b", "c", "a");
    }

    @Test
    void leavesAPodThatMustNotMoveUntilTheLastCall() {
        World early =
                cluster()
                        .group("spot", cpu("2"))
                        .node("n1", interrupted(Kind.SPOT, NOTICE))
                        .node("n2")
                        .pod("bare", "n1", bare())
                        .pod("web", "n1");
        World late =
                cluster()
                        .group("spot", cpu("2"))
                        .node("n1", interrupted(Kind.SPOT, Duration.ofSeconds(40)))
                        .node("n2")
                        .pod("bare", "n1", bare());

        assertThat(evicted(early.decide())).containsExactly("web");
        assertThat(evicted(late.decide())).containsExactly("bare");
    }

    @Test
    void followsNoRecommendationAgainstAPodThatMustNotMove() {
        Decision decision =
                cluster()
                        .group("spot", cpu("2"))
                        .node("n1", interrupted(Kind.REBALANCE, NOTICE))
                        .node("n2")
                        .pod(
                                "job",
                                "n1",
                                annotation(
                                        "cluster-autoscaler.kubernetes.io/safe-to-evict", "false"))
                        .pod("web", "n1")
                        .decide();

        assertThat(evicted(decision)).isEmpty();
    }

    @Test
    void waitsForPodsThatAreLeavingAlready() {
        Decision decision =
                cluster()
                        .group("spot", cpu("2"))
                        .node("n1", replaced(Kind.SPOT, NOTICE))
                        .node("n2")
                        .pod("web", "n1", deletedSince(Duration.ofSeconds(3)))
                        .decide();

        assertThat(decision.actions()).isEmpty();
    }

    @Test
    void endsAnEmptyNodeAndLowersTheTargetWhereAnotherWasOrdered() {
        Decision decision =
                cluster()
                        .group("spot", min(1), max(3))
                        .node("n1", replaced(Kind.SPOT, NOTICE))
                        .node("n2")
                        .decide();

        assertThat(ends(decision))
                .singleElement()
                .satisfies(end -> {
                    assertThat(end.sequel()).isEqualTo(Sequel.SMALLER);
                    assertThat(end.reason())
                            .isEqualTo("Spot interruption; another was ordered in its place");
                });
    }

    @Test
    void leavesTheTargetWhereNothingWasOrdered() {
        Decision decision =
                cluster()
                        .group("spot", max(3))
                        .node("n1", interrupted(Kind.SPOT, NOTICE))
                        .node("n2")
                        .decide();

        assertThat(ends(decision)).singleElement().matches(InterruptionTest::isReplaced);
    }

    @Test
    void leavesTheTargetAtTheMinimum() {
        Decision decision =
                cluster()
                        .group("spot", min(2), max(3))
                        .node("n1", replaced(Kind.SPOT, NOTICE))
                        .node("n2")
                        .decide();

        assertThat(ends(decision)).singleElement().matches(InterruptionTest::isReplaced);
    }

    @Test
    void lowersATargetNotBelowTheMinimumForSeveralNodesAtOnce() {
        Decision decision =
                cluster()
                        .group("spot", min(2), max(9))
                        .node("n1", replaced(Kind.SPOT, NOTICE))
                        .node("n2", replaced(Kind.SPOT, NOTICE))
                        .node("n3")
                        .decide();

        assertThat(ends(decision))
                .extracting(EndInterrupted::sequel)
                .containsExactly(Sequel.SMALLER, Sequel.REPLACED);
    }

    @Test
    void leavesTheTargetWhilePodsWaitForAGroupAtItsMaximum() {
        Decision decision =
                cluster()
                        .group("spot", cpu("2"), max(2))
                        .node("n1", replaced(Kind.SPOT, NOTICE))
                        .node("n2")
                        .pod("big", "n2", cpu("1500m"))
                        .pendingPod("waits", cpu("1500m"))
                        .decide();

        assertThat(ends(decision)).singleElement().matches(InterruptionTest::isReplaced);
    }

    @Test
    void leavesTheTargetWhereTheCloudHasLaunchedAnotherAlready() {
        Decision decision =
                cluster()
                        .group("spot", target(2), max(9))
                        .node("n1", replaced(Kind.SPOT, NOTICE))
                        .node("n2")
                        .node("n3")
                        .decide();

        assertThat(ends(decision)).singleElement().matches(InterruptionTest::isReplaced);
    }

    @Test
    void endsNoMachineThatEndsByItself() {
        World stopping =
                cluster().group("g").node("n1", interrupted(Kind.ENDING, NOTICE)).node("n2");
        World taken =
                cluster()
                        .group("g", target(1))
                        .node("n1", interrupted(Kind.SPOT, NOTICE), ending())
                        .node("n2");
        World held =
                cluster()
                        .group("g")
                        .node(
                                "n1",
                                interrupted(Kind.SPOT, NOTICE),
                                nodeAnnotation(
                                        "delay-deletion.cluster-autoscaler.kubernetes.io/x", ""))
                        .node("n2");

        assertThat(stopping.decide().actions()).isEmpty();
        assertThat(taken.decide().actions()).isEmpty();
        assertThat(held.decide().actions()).isEmpty();
    }

    @Test
    void leavesNodesAloneThatAreNotItsOwnToEnd() {
        Decision decision =
                cluster()
                        .group("weighted", leftAlone("weights"))
                        .node("n1", interrupted(Kind.SPOT, NOTICE))
                        .nodeOfNoGroup("n2", interrupted(Kind.SPOT, NOTICE))
                        .decide();

        assertThat(decision.actions()).isEmpty();
    }

    @Test
    void asksNobodyToGoOnAStaleView() {
        Decision decision =
                cluster()
                        .group("spot", cpu("2"))
                        .node("n1", interrupted(Kind.SPOT, Duration.ZERO))
                        .node("n2")
                        .pod("web", "n1")
                        .seenAs(new ClusterView(new TreeMap<>(Map.of("pods", NOW)), List.of()))
                        .decide();

        assertThat(decision.actions()).isEmpty();
    }

    @Test
    void placesNoPodOnANodeThatLosesItsMachine() {
        Decision decision =
                cluster()
                        .group("spot", cpu("2"), max(3))
                        .node("n1", interrupted(Kind.SPOT, NOTICE))
                        .pendingPod("web", cpu("500m"))
                        .decide();

        assertThat(decision.scaleUps()).hasSize(1);
    }

    private static boolean isReplaced(EndInterrupted end) {
        return end.sequel() == Sequel.REPLACED;
    }

    private static List<String> evicted(Decision decision) {
        return decision.actions().stream()
                .filter(Evict.class::isInstance)
                .map(action -> ((Evict) action).pod().name())
                .toList();
    }

    private static List<EndInterrupted> ends(Decision decision) {
        return decision.actions().stream()
                .filter(EndInterrupted.class::isInstance)
                .map((Action.Planned action) -> (EndInterrupted) action)
                .toList();
    }

    private static NodeTrait interrupted(Kind kind, Duration left) {
        return marked(new Interruption(kind, NOW.plus(left)));
    }

    private static NodeTrait replaced(Kind kind, Duration left) {
        return marked(new Interruption(kind, NOW.plus(left), true));
    }

    private static NodeTrait marked(Interruption interruption) {
        return withTaint(Interruption.TAINT, interruption.taint().value());
    }
}
