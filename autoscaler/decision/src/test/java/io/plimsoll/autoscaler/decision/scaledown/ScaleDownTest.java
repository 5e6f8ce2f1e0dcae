package io.plimsoll.autoscaler.decision.scaledown;

import static io.plimsoll.autoscaler.decision.scaledown.NodeVerdicts.reason;
import static io.plimsoll.autoscaler.decision.world.Traits.app;
import static io.plimsoll.autoscaler.decision.world.Traits.bare;
import static io.plimsoll.autoscaler.decision.world.Traits.cordoned;
import static io.plimsoll.autoscaler.decision.world.Traits.cpu;
import static io.plimsoll.autoscaler.decision.world.Traits.ending;
import static io.plimsoll.autoscaler.decision.world.Traits.leftAlone;
import static io.plimsoll.autoscaler.decision.world.Traits.min;
import static io.plimsoll.autoscaler.decision.world.Traits.nodeAnnotation;
import static io.plimsoll.autoscaler.decision.world.Traits.notReady;
import static io.plimsoll.autoscaler.decision.world.Traits.options;
import static io.plimsoll.autoscaler.decision.world.Traits.priority;
import static io.plimsoll.autoscaler.decision.world.Traits.target;
import static io.plimsoll.autoscaler.decision.world.Traits.withTaint;
import static io.plimsoll.autoscaler.decision.world.World.NOW;
import static io.plimsoll.autoscaler.decision.world.World.cluster;
import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.autoscaler.decision.answer.Decision;
import io.plimsoll.autoscaler.decision.answer.NodeVerdict;
import io.plimsoll.autoscaler.decision.model.NodeGroupOptions;
import io.plimsoll.autoscaler.decision.question.AutoscalingOptions.Utilization;
import io.plimsoll.autoscaler.decision.world.Options;
import io.plimsoll.autoscaler.decision.world.World;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ScaleDownTest {

    @Test
    void emptyNodeIsUnneeded() {
        Decision decision = cluster().group("g").node("n1").decide();

        assertThat(reason(decision, "n1")).isEqualTo("Unneeded");
        assertThat(decision.removals()).isEmpty();
    }

    @Test
    void nodeOfAGroupThatIsLeftAloneStays() {
        World world = cluster().group("g", leftAlone("it counts capacity in weights")).node("n1");

        assertThat(reason(world.decide(), "n1")).isEqualTo("NotAutoscaled");
    }

    @Test
    void nodeAtTheThresholdStays() {
        World world =
                cluster()
                        .group("g", cpu("2"))
                        .node("n1")
                        .node("n2")
                        .pod("at", "n1", cpu("1"))
                        .pod("below", "n2", cpu("999m"));

        assertThat(reason(world.decide(), "n1")).isEqualTo("NotUnderutilized");
        assertThat(reason(world.decide(), "n2")).isEqualTo("Unneeded");
    }

    @Test
    void groupHasAThresholdOfItsOwn() {
        NodeGroupOptions low =
                new NodeGroupOptions(
                        Optional.of(100),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty());
        World world =
                cluster().group("g", cpu("2"), options(low)).node("n1").pod("p", "n1", cpu("200m"));

        assertThat(reason(world.decide(), "n1")).isEqualTo("NotUnderutilized");
    }

    @Test
    void daemonSetPodsCountUnlessToldOtherwise() {
        World world = cluster().group("g", cpu("2")).node("n1").daemonSet("agent", cpu("1"));

        assertThat(reason(world.decide(), "n1")).isEqualTo("NotUnderutilized");
        world.options(Options.utilization(new Utilization(500, 500, true, false)));
        assertThat(reason(world.decide(), "n1")).isEqualTo("Unneeded");
    }

    @Test
    void groupAtItsMinimumHasNoCandidates() {
        World world = cluster().group("g", min(1)).node("n1");

        assertThat(reason(world.decide(), "n1")).isEqualTo("NodeGroupMinSizeReached");
    }

    @Test
    void nodeOfNoGroupIsNobodysBusiness() {
        assertThat(reason(cluster().nodeOfNoGroup("n1").decide(), "n1")).isEqualTo("NotAutoscaled");
    }

    @Test
    void nodeThatHasNotStartedIsUpcoming() {
        World world = cluster().group("g").node("n1", notReady(Duration.ofMinutes(14)));

        assertThat(reason(world.decide(), "n1")).isEqualTo("Upcoming");
    }

    @Test
    void annotationKeepsNode() {
        World world =
                cluster()
                        .group("g")
                        .node(
                                "n1",
                                nodeAnnotation(
                                        "cluster-autoscaler.kubernetes.io/scale-down-disabled",
                                        "true"));

        assertThat(reason(world.decide(), "n1")).isEqualTo("ScaleDownDisabledAnnotation");
    }

    @Test
    void freshMarkForDeletionIsRespectedAndAnOldOneIsNot() {
        String fresh = String.valueOf(NOW.minusSeconds(299).getEpochSecond());
        String old = String.valueOf(NOW.minusSeconds(300).getEpochSecond());
        World world =
                cluster()
                        .group("g")
                        .node("n1", withTaint("ToBeDeletedByClusterAutoscaler", fresh))
                        .node("n2", withTaint("ToBeDeletedByClusterAutoscaler", old));

        assertThat(reason(world.decide(), "n1")).isEqualTo("CurrentlyBeingDeleted");
        assertThat(reason(world.decide(), "n2")).isEqualTo("Unneeded");
    }

    @Test
    void nodeWhoseMachineIsEndingTakesNoPodsAndIsOnItsWay() {
        World world =
                cluster()
                        .group("g", cpu("2"))
                        .node("n1")
                        .node("n2", ending())
                        .pod("p", "n1", cpu("300m"));

        assertThat(reason(world.decide(), "n1")).isEqualTo("NoPlaceToMovePods");
        assertThat(reason(world.decide(), "n2")).isEqualTo("CurrentlyBeingDeleted");
    }

    @Test
    void podThatFitsNowhereElseKeepsItsNode() {
        World world =
                cluster()
                        .group("g", cpu("2"))
                        .node("n1")
                        .node("n2")
                        .pod("p", "n1", cpu("300m"))
                        .pod("full", "n2", cpu("1800m"));

        assertThat(reason(world.decide(), "n1")).isEqualTo("NoPlaceToMovePods");
    }

    @Test
    void podsDoNotMoveToCordonedNode() {
        World world =
                cluster()
                        .group("g", cpu("2"), min(1))
                        .node("n1")
                        .node("n2", cordoned())
                        .pod("p", "n1", cpu("300m"))
                        .pod("q", "n2", cpu("1500m"));

        assertThat(reason(world.decide(), "n1")).isEqualTo("NoPlaceToMovePods");
    }

    @Test
    void unneededNodesTakeNoPodsOfEachOther() {
        World world =
                cluster()
                        .group("g", cpu("2"))
                        .node("n1")
                        .node("n2")
                        .pod("p1", "n1", cpu("300m"))
                        .pod("p2", "n2", cpu("300m"));

        assertThat(reason(world.decide(), "n1")).isEqualTo("Unneeded");
        assertThat(reason(world.decide(), "n2")).isEqualTo("NoPlaceToMovePods");
    }

    @Test
    void namesThePodThatBlocks() {
        World world =
                cluster().group("g", cpu("2")).node("n1").node("n2").pod("alone", "n1", bare());

        assertThat(world.decide().nodes().getFirst())
                .isInstanceOfSatisfying(
                        NodeVerdict.Unremovable.class,
                        verdict ->
                                assertThat(verdict.blockedBy())
                                        .map(blocking -> blocking.pod().toString())
                                        .contains("default/alone"));
    }

    @Test
    void budgetThatOneNodeSpendsBlocksTheNext() {
        World world =
                cluster()
                        .group("g", cpu("2"))
                        .node("n1")
                        .node("n2")
                        .node("n3")
                        .pod("p1", "n1", cpu("100m"), app("web"))
                        .pod("p2", "n2", cpu("100m"), app("web"))
                        .pod("big", "n3", cpu("1500m"))
                        .budget("web", 1);

        assertThat(reason(world.decide(), "n1")).isEqualTo("Unneeded");
        assertThat(reason(world.decide(), "n2")).isEqualTo("BlockedByPod");
    }

    @Test
    void expendablePodsDoNotCount() {
        World world =
                cluster()
                        .group("g", cpu("2"))
                        .node("n1")
                        .pod("filler", "n1", cpu("2"), priority(-11), bare());

        assertThat(reason(world.decide(), "n1")).isEqualTo("Unneeded");
    }

    @Test
    void podsMoveToNodesThatAreThereAndNotToUpcomingOnes() {
        World world =
                cluster().group("g", cpu("2"), target(2)).node("n1").pod("p", "n1", cpu("100m"));

        assertThat(reason(world.decide(), "n1")).isEqualTo("NoPlaceToMovePods");
    }
}
