package io.plimsoll.autoscaler.decision.scaleup;

import static io.plimsoll.autoscaler.decision.world.Traits.app;
import static io.plimsoll.autoscaler.decision.world.Traits.cpu;
import static io.plimsoll.autoscaler.decision.world.Traits.label;
import static io.plimsoll.autoscaler.decision.world.Traits.max;
import static io.plimsoll.autoscaler.decision.world.Traits.memory;
import static io.plimsoll.autoscaler.decision.world.Traits.onlyOn;
import static io.plimsoll.autoscaler.decision.world.Traits.spreadOver;
import static io.plimsoll.autoscaler.decision.world.Traits.tainted;
import static io.plimsoll.autoscaler.decision.world.Traits.target;
import static io.plimsoll.autoscaler.decision.world.Traits.tolerating;
import static io.plimsoll.autoscaler.decision.world.Traits.usdPerHour;
import static io.plimsoll.autoscaler.decision.world.World.cluster;
import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.autoscaler.decision.answer.Action.ScaleUp;
import io.plimsoll.autoscaler.decision.answer.Decision;
import io.plimsoll.autoscaler.decision.answer.PodVerdict;
import io.plimsoll.autoscaler.decision.question.AutoscalingOptions;
import io.plimsoll.autoscaler.decision.question.AutoscalingOptions.ClusterLimits;
import io.plimsoll.autoscaler.decision.question.AutoscalingOptions.OrderOptions;
import io.plimsoll.autoscaler.decision.question.AutoscalingOptions.Range;
import io.plimsoll.autoscaler.decision.question.AutoscalingOptions.Salvo;
import io.plimsoll.autoscaler.decision.question.AutoscalingOptions.ScaleUpOptions;
import io.plimsoll.autoscaler.decision.world.Options;
import io.plimsoll.autoscaler.decision.world.World;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class CheapestMixTest {

    private static final String ZONE = "topology.kubernetes.io/zone";
    private static final AutoscalingOptions MIX = Options.expanders("cheapest-mix");

    @Test
    void takesTheNodesThatCostLeastTogether() {
        World world = sizes().pendingPods("kong", 20, cpu("300m"), memory("300Mi"));

        assertThat(more(world.decide())).containsExactly(Map.entry("medium", 4));
    }

    @Test
    void mixesSizesWhereThatIsCheaperThanAnyOne() {
        World world =
                cluster()
                        .options(MIX)
                        .group("large", cpu("8"), usdPerHour("0.30"))
                        .group("small", cpu("2"), usdPerHour("0.10"))
                        .pendingPods("web", 9, cpu("1"));

        assertThat(more(world.decide()))
                .containsExactly(Map.entry("large", 1), Map.entry("small", 1));
    }

    @Test
    void servesPodsOfDifferentNeedsInOneLoop() {
        World world =
                cluster()
                        .options(MIX)
                        .group("plain", cpu("4"), usdPerHour("0.2"))
                        .group("gpu", cpu("4"), usdPerHour("1"), tainted("gpu"), label("gpu", "a"))
                        .pendingPods("web", 4, cpu("1"))
                        .pendingPods("train", 2, cpu("3"), tolerating("gpu"), onlyOn("gpu", "a"));

        Decision decision = world.decide();

        assertThat(more(decision)).containsExactly(Map.entry("gpu", 2), Map.entry("plain", 1));
        assertThat(decision.pods()).allMatch(PodVerdict.TriggersScaleUp.class::isInstance);
    }

    @Test
    void sixtyPodsSpreadOverThreeZonesGetTwentyNodesInEach() {
        World world = cluster().options(MIX);
        for (String zone : List.of("a", "b", "c")) {
            world.group(zone, cpu("2"), max(30), label(ZONE, zone), usdPerHour("0.1"));
        }
        spread(world, 60);

        assertThat(more(world.decide()))
                .containsExactly(Map.entry("a", 20), Map.entry("b", 20), Map.entry("c", 20));
    }

    @Test
    void sixtyPodsSpreadBesideExistingNodesGetTwentyNodesInEach() {
        World world = cluster().options(MIX);
        for (String zone : List.of("a", "b", "c")) {
            world.group(zone, cpu("2"), max(30), label(ZONE, zone), usdPerHour("0.1"))
                    .node("n" + zone)
                    .pod("full-" + zone, "n" + zone, cpu("2"), app("web"));
        }
        spread(world, 60);

        assertThat(more(world.decide()))
                .containsExactly(Map.entry("a", 20), Map.entry("b", 20), Map.entry("c", 20));
    }

    @Test
    void roomThatIsThereAlreadyIsUsedOnceOtherZonesHaveTheirNodes() {
        World world = cluster().options(MIX);
        for (String zone : List.of("a", "b", "c")) {
            world.group(zone, cpu("4"), label(ZONE, zone), usdPerHour("0.1")).node("n" + zone);
        }
        world.pod("full-b", "nb", cpu("4")).pod("full-c", "nc", cpu("4"));
        world.pendingPods("web", 6, cpu("2"), app("web"), spreadOver(ZONE, "web"));

        Decision decision = world.decide();

        assertThat(more(decision)).containsExactly(Map.entry("b", 1), Map.entry("c", 1));
        assertThat(decision.pods())
                .filteredOn(PodVerdict.FitsExistingNode.class::isInstance)
                .hasSize(2);
    }

    @Test
    void groupsThatCostTheSameGrowAlike() {
        World world = cluster().options(MIX);
        for (String zone : List.of("a", "b", "c")) {
            world.group(zone, cpu("2"), label(ZONE, zone), usdPerHour("0.1"));
        }
        world.pendingPods("web", 6, cpu("2"));

        assertThat(more(world.decide()))
                .containsExactly(Map.entry("a", 2), Map.entry("b", 2), Map.entry("c", 2));
    }

    @Test
    void spotNodesSpreadOverTypesWhosePricesAreNearlyTheSame() {
        World world =
                cluster()
                        .options(MIX)
                        .group("m5", spot(), cpu("2"), usdPerHour("0.0400"))
                        .group("m5a", spot(), cpu("2"), usdPerHour("0.0410"))
                        .group("m6i", spot(), cpu("2"), usdPerHour("0.0500"))
                        .pendingPods("web", 6, cpu("2"));

        assertThat(more(world.decide())).containsExactly(Map.entry("m5", 3), Map.entry("m5a", 3));
    }

    private static io.plimsoll.autoscaler.decision.world.GroupTrait spot() {
        return label("eks.amazonaws.com/capacityType", "SPOT");
    }

    @Test
    void groupOfUnknownPriceComesLastAndThePlanSaysSo() {
        World world =
                cluster()
                        .options(MIX)
                        .group("cheap?", cpu("8"))
                        .group("known", cpu("2"), usdPerHour("3"))
                        .pendingPods("web", 5, cpu("1"));

        Decision decision = world.decide();

        assertThat(more(decision)).containsExactly(Map.entry("known", 3));
        assertThat(decision.scaleUps().getFirst().reason())
                .endsWith("the price of cheap? is unknown, so it comes last");
    }

    @Test
    void groupOfUnknownPriceServesWhomNoOtherCan() {
        World world =
                cluster()
                        .options(MIX)
                        .group("cheap?", cpu("8"))
                        .group("known", cpu("2"), usdPerHour("3"))
                        .pendingPods("big", 1, cpu("4"))
                        .pendingPods("web", 5, cpu("1"));

        assertThat(more(world.decide()))
                .containsExactly(Map.entry("cheap?", 1), Map.entry("known", 1));
    }

    @Test
    void countsWhatIsUpcoming() {
        World world =
                cluster()
                        .options(MIX)
                        .group("spot", cpu("2"), target(1), usdPerHour("0.1"))
                        .pendingPods("web", 6, cpu("1"));

        assertThat(more(world.decide())).containsExactly(Map.entry("spot", 2));
    }

    @Test
    void ordersNoMoreThanOneScaleUpMay() {
        ScaleUpOptions scaleUp = MIX.scaleUp();
        World world =
                sizes().options(
                                new AutoscalingOptions(
                                        new ScaleUpOptions(
                                                scaleUp.expanders(),
                                                new OrderOptions(2, false, Salvo.FOR_COMPANY),
                                                scaleUp.intake(),
                                                scaleUp.balancing()),
                                        MIX.scaleDown(),
                                        MIX.limits(),
                                        MIX.health(),
                                        MIX.taints()))
                        .pendingPods("kong", 20, cpu("300m"), memory("300Mi"));

        assertThat(more(world.decide())).containsExactly(Map.entry("xlarge", 2));
    }

    @Test
    void ordersNoMoreCoresThanTheClusterMayHave() {
        World world =
                sizes().options(
                                new AutoscalingOptions(
                                        MIX.scaleUp(),
                                        MIX.scaleDown(),
                                        new ClusterLimits(0, new Range(0, 4), new Range(0, 1000)),
                                        MIX.health(),
                                        MIX.taints()))
                        .pendingPods("kong", 20, cpu("300m"), memory("300Mi"));

        Decision decision = world.decide();

        assertThat(more(decision)).containsExactly(Map.entry("xlarge", 1));
        assertThat(decision.pods())
                .filteredOn(PodVerdict.AwaitsEvaluation.class::isInstance)
                .hasSize(8);
    }

    @Test
    void podThatNoGroupHelpsHearsWhyFromEach() {
        World world = sizes().pendingPods("huge", 1, cpu("64"));

        assertThat(world.decide().pods())
                .singleElement()
                .isInstanceOfSatisfying(
                        PodVerdict.Unschedulable.class,
                        verdict -> assertThat(verdict.rejections()).hasSize(3));
    }

    @Test
    void scaleUpSaysWhatTheMixCostsAndWhatTheNextBestWould() {
        World world =
                cluster()
                        .options(MIX)
                        .group("large", cpu("8"), usdPerHour("0.30"))
                        .group("small", cpu("2"), usdPerHour("0.10"))
                        .group("unpriced", cpu("2"))
                        .pendingPods("web", 9, cpu("1"));

        assertThat(world.decide().scaleUps())
                .extracting(ScaleUp::reason)
                .containsExactly(
                        "1 new node of large for 8 pending pods; cheapest mix: 1 of large and 1 of"
                                + " small, 0.4 USD/h; price would take 5 of small, 0.5 USD/h; the"
                                + " price of unpriced is unknown, so it comes last",
                        "1 new node of small for 1 pending pod; cheapest mix: 1 of large and 1 of"
                                + " small, 0.4 USD/h; price would take 5 of small, 0.5 USD/h; the"
                                + " price of unpriced is unknown, so it comes last");
    }

    private static void spread(World world, int pods) {
        world.pendingPods("web", pods, cpu("2"), app("web"), spreadOver(ZONE, "web"));
    }

    /** T3 machines of us-west-1, less what a node keeps to itself. */
    private static World sizes() {
        return cluster()
                .options(MIX)
                .group("medium", cpu("1780m"), memory("3Gi"), usdPerHour("0.0496"))
                .group("large", cpu("1780m"), memory("7Gi"), usdPerHour("0.0992"))
                .group("xlarge", cpu("3770m"), memory("15Gi"), usdPerHour("0.1984"));
    }

    private static SortedMap<String, Integer> more(Decision decision) {
        SortedMap<String, Integer> more = new TreeMap<>();
        decision.scaleUps()
                .forEach(scaleUp -> more.put(scaleUp.nodeGroup(), scaleUp.to() - scaleUp.from()));
        return more;
    }
}
