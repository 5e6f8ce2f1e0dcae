package io.plimsoll.autoscaler.decision.scaleup;

import static io.plimsoll.autoscaler.decision.world.Traits.aged;
import static io.plimsoll.autoscaler.decision.world.Traits.app;
import static io.plimsoll.autoscaler.decision.world.Traits.cpu;
import static io.plimsoll.autoscaler.decision.world.Traits.deletedSince;
import static io.plimsoll.autoscaler.decision.world.Traits.label;
import static io.plimsoll.autoscaler.decision.world.Traits.max;
import static io.plimsoll.autoscaler.decision.world.Traits.memory;
import static io.plimsoll.autoscaler.decision.world.Traits.notReady;
import static io.plimsoll.autoscaler.decision.world.Traits.notSeenByScheduler;
import static io.plimsoll.autoscaler.decision.world.Traits.ownedBy;
import static io.plimsoll.autoscaler.decision.world.Traits.spreadOver;
import static io.plimsoll.autoscaler.decision.world.Traits.suspended;
import static io.plimsoll.autoscaler.decision.world.Traits.tainted;
import static io.plimsoll.autoscaler.decision.world.Traits.target;
import static io.plimsoll.autoscaler.decision.world.Traits.tolerating;
import static io.plimsoll.autoscaler.decision.world.Traits.withTaint;
import static io.plimsoll.autoscaler.decision.world.World.cluster;
import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.autoscaler.decision.answer.Action.ScaleUp;
import io.plimsoll.autoscaler.decision.answer.Decision;
import io.plimsoll.autoscaler.decision.answer.PodVerdict;
import io.plimsoll.autoscaler.decision.question.AutoscalingOptions.Salvo;
import io.plimsoll.autoscaler.decision.world.Options;
import io.plimsoll.autoscaler.decision.world.World;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class ScaleUpTest {

    @Test
    void packsSeveralPodsOntoOneNewNode() {
        World world = cluster().group("spot", cpu("2")).pendingPods("web", 5, cpu("500m"));

        assertThat(sizes(world.decide())).containsExactly(Map.entry("spot", 2));
    }

    @Test
    void countsNodesThatAreOrderedAlready() {
        World world =
                cluster().group("spot", cpu("2"), target(2)).pendingPods("web", 8, cpu("500m"));

        assertThat(world.decide().scaleUps()).isEmpty();
        assertThat(world.decide().pods())
                .allMatch(verdict -> verdict instanceof PodVerdict.FitsExistingNode);
    }

    @Test
    void nodeThatHasNotStartedCountsOnceOnly() {
        World world =
                cluster()
                        .group("spot", cpu("2"))
                        .node("n1", notReady(Duration.ofMinutes(5)))
                        .pendingPods("web", 5, cpu("500m"));

        assertThat(sizes(world.decide())).containsExactly(Map.entry("spot", 2));
    }

    @Test
    void waitsForMoreWhileTheOldestPodIsNew() {
        World world =
                cluster().group("spot").pendingPod("web", cpu("1"), aged(Duration.ofSeconds(1)));

        Decision decision = world.decide();

        assertThat(decision.scaleUps()).isEmpty();
        assertThat(decision.pods())
                .allMatch(verdict -> verdict instanceof PodVerdict.AwaitsEvaluation);
    }

    @Test
    void waitsForNoMoreWhereAControllerHasMadeAllThatItWants() {
        World world =
                cluster()
                        .group("spot", cpu("2"))
                        .pendingPods("web", 3, cpu("1"), aged(Duration.ofSeconds(1)));

        assertThat(sizes(world.decide())).containsExactly(Map.entry("spot", 2));
    }

    @Test
    void waitsWhileTheSchedulerHasNotLookedAtAllOfThem() {
        World world =
                cluster()
                        .group("spot", cpu("2"))
                        .pendingPods("web", 2, cpu("1"), aged(Duration.ofSeconds(1)))
                        .pendingPod(
                                "web-2",
                                cpu("1"),
                                aged(Duration.ofSeconds(1)),
                                ownedBy("ReplicaSet", "web"),
                                notSeenByScheduler());

        assertThat(world.decide().scaleUps()).isEmpty();
    }

    @Test
    void podsThatEndAreNotAmongThoseThatAControllerWants() {
        World world =
                cluster()
                        .group("spot", cpu("2"))
                        .node("n1")
                        .pod(
                                "web-old",
                                "n1",
                                cpu("2"),
                                ownedBy("ReplicaSet", "web"),
                                deletedSince(Duration.ofSeconds(3)))
                        .pendingPods("web", 3, cpu("1"), aged(Duration.ofSeconds(1)));

        assertThat(sizes(world.decide())).containsExactly(Map.entry("spot", 3));
    }

    @Test
    void hostnameSpreadTakesOneNodeEachBesideANodeWithNone() {
        World world =
                cluster()
                        .group("spot", cpu("2"))
                        .node("n1")
                        .pod("full", "n1", cpu("2"))
                        .pendingPods(
                                "web", 3, cpu("100m"), spreadOver("kubernetes.io/hostname", "web"));

        assertThat(sizes(world.decide())).containsExactly(Map.entry("spot", 4));
    }

    @Test
    void groupThatMayNotLaunchIsPassedOver() {
        World world =
                cluster()
                        .options(Options.expanders("least-nodes"))
                        .group("big", cpu("8"), suspended())
                        .group("small", cpu("2"))
                        .pendingPods("web", 2, cpu("2"));

        assertThat(sizes(world.decide())).containsExactly(Map.entry("small", 2));
    }

    @Test
    void nodesThatASuspendedGroupOrderedAreNotWaitedFor() {
        World world =
                cluster()
                        .group("off", cpu("2"), target(1), suspended())
                        .group("on", cpu("2"))
                        .pendingPods("web", 1, cpu("2"));

        assertThat(sizes(world.decide())).containsExactly(Map.entry("on", 1));
    }

    @Test
    void podsSpreadOverZonesGetANodeInEachInOnePlan() {
        assertThat(sizes(spreadOverThreeZones(1000, Salvo.FOR_COMPANY).decide()))
                .containsExactly(Map.entry("a", 4), Map.entry("b", 4), Map.entry("c", 4));
    }

    @Test
    void oneChoiceALoopIsWhatClusterAutoscalerMakes() {
        assertThat(spreadOverThreeZones(1000, Salvo.OFF).decide().scaleUps())
                .singleElement()
                .satisfies(scaleUp -> assertThat(scaleUp.to() - scaleUp.from()).isEqualTo(1));
    }

    @Test
    void allChoicesOfALoopTogetherOrderNoMoreThanOneScaleUpMay() {
        assertThat(
                        spreadOverThreeZones(5, Salvo.FOR_COMPANY).decide().scaleUps().stream()
                                .mapToInt(scaleUp -> scaleUp.to() - scaleUp.from())
                                .sum())
                .isEqualTo(5);
    }

    /** A later choice counts on the nodes of an earlier one. */
    @Test
    void ordersAsWasChosen() {
        World world =
                cluster()
                        .options(Options.inOneLoop("most-pods"))
                        .group("a-one", cpu("2"), max(1))
                        .group("b-two", cpu("4"), max(1))
                        .pendingPods("web", 3, cpu("2"));

        assertThat(world.decide().scaleUps())
                .extracting(ScaleUp::nodeGroup)
                .containsExactly("b-two", "a-one");
    }

    /** A full node in each; nine pods wait, one a node. */
    private static World spreadOverThreeZones(int maxNodes, Salvo salvo) {
        World world = cluster().options(Options.orders(maxNodes, salvo));
        for (String zone : List.of("a", "b", "c")) {
            world.group(zone, cpu("2"), label("topology.kubernetes.io/zone", zone))
                    .node("n" + zone)
                    .pod("full-" + zone, "n" + zone, cpu("2"), app("web"));
        }
        return world.pendingPods(
                "web", 9, cpu("2"), app("web"), spreadOver("topology.kubernetes.io/zone", "web"));
    }

    @Test
    void balancesOverGroupsThatDifferInZoneOnly() {
        World world =
                cluster()
                        .options(Options.balanced())
                        .group("a", cpu("2"), label("topology.kubernetes.io/zone", "a"))
                        .group("b", cpu("2"), label("topology.kubernetes.io/zone", "b"))
                        .group("c", cpu("2"), label("topology.kubernetes.io/zone", "c"))
                        .pendingPods("web", 7, cpu("2"));

        assertThat(world.decide().scaleUps())
                .extracting(ScaleUp::to)
                .containsExactlyInAnyOrder(2, 2, 3);
    }

    @Test
    void namesForEachPodTheGroupThatGrowsForIt() {
        World world =
                cluster()
                        .options(Options.balanced())
                        .group("a", cpu("2"), label("topology.kubernetes.io/zone", "a"))
                        .group("b", cpu("2"), label("topology.kubernetes.io/zone", "b"))
                        .group("c", cpu("2"), label("topology.kubernetes.io/zone", "c"))
                        .pendingPods("web", 2, cpu("2"));
        Decision decision = world.decide();

        assertThat(decision.scaleUps()).hasSize(2).allMatch(scaleUp -> scaleUp.pods().size() == 1);
        for (ScaleUp scaleUp : decision.scaleUps()) {
            assertThat(decision.pods())
                    .contains(
                            new PodVerdict.TriggersScaleUp(
                                    scaleUp.pods().getFirst(), scaleUp.nodeGroup()));
        }
    }

    @Test
    void doesNotBalanceWithGroupOfOtherLabels() {
        World world =
                cluster()
                        .options(Options.balanced())
                        .group("a", cpu("2"))
                        .group("b", cpu("2"), label("tier", "b"))
                        .pendingPods("web", 4, cpu("2"));

        assertThat(world.decide().scaleUps()).hasSize(1);
    }

    @Test
    void similarGroupsAreThoseOfNearlyTheSameMemory() {
        World near =
                cluster()
                        .options(Options.balanced())
                        .group("a", cpu("2"), memory("1000Mi"))
                        .group("b", cpu("2"), memory("1015Mi"))
                        .pendingPods("web", 4, cpu("2"));
        World far =
                cluster()
                        .options(Options.balanced())
                        .group("a", cpu("2"), memory("1000Mi"))
                        .group("b", cpu("2"), memory("1016Mi"))
                        .pendingPods("web", 4, cpu("2"));

        assertThat(near.decide().scaleUps()).hasSize(2);
        assertThat(far.decide().scaleUps()).hasSize(1);
    }

    @Test
    void templateIsARealNodeOfTheGroupWithoutItsPassingTaints() {
        World world =
                cluster()
                        .group("kong", cpu("4"), tainted("dedicated"))
                        .node(
                                "n1",
                                cpu("2"),
                                withTaint("DeletionCandidateOfClusterAutoscaler", "1"))
                        .pod("full", "n1", cpu("2"), tolerating("dedicated"))
                        .pendingPods("web", 2, cpu("2"), tolerating("dedicated"));

        assertThat(sizes(world.decide())).containsExactly(Map.entry("kong", 3));
    }

    @Test
    void scaleUpSaysWhy() {
        World world =
                cluster()
                        .options(Options.expanders("least-nodes"))
                        .group("big", cpu("4"))
                        .group("small", cpu("2"))
                        .pendingPods("web", 4, cpu("1"));

        assertThat(world.decide().scaleUps().getFirst().reason())
                .isEqualTo(
                        "1 new node of big takes 4 pending pods; least-nodes prefers it to small"
                                + " (2 nodes, 4 pods)");
    }

    private static Map<String, Integer> sizes(Decision decision) {
        Map<String, Integer> sizes = new TreeMap<>();
        decision.scaleUps().forEach(scaleUp -> sizes.put(scaleUp.nodeGroup(), scaleUp.to()));
        return sizes;
    }
}
