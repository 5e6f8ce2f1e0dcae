package io.plimsoll.autoscaler.decision.scaleup.expander;

import static io.plimsoll.autoscaler.decision.world.Traits.cpu;
import static io.plimsoll.autoscaler.decision.world.Traits.max;
import static io.plimsoll.autoscaler.decision.world.Traits.memory;
import static io.plimsoll.autoscaler.decision.world.Traits.usdPerHour;
import static io.plimsoll.autoscaler.decision.world.World.cluster;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.plimsoll.autoscaler.decision.model.Cluster.ExpanderPriorities;
import io.plimsoll.autoscaler.decision.world.Options;
import io.plimsoll.autoscaler.decision.world.World;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ExpanderTest {

    @Test
    void mostPodsHelpsAsManyAsPossible() {
        World world =
                cluster()
                        .options(Options.expanders("most-pods"))
                        .group("full", cpu("2"), max(1))
                        .group("roomy", cpu("2"), max(9))
                        .pendingPods("web", 4, cpu("1"));

        assertThat(chosen(world)).isEqualTo("roomy");
    }

    @Test
    void leastNodesAddsAsFewAsPossible() {
        World world =
                cluster()
                        .options(Options.expanders("least-nodes"))
                        .group("big", cpu("4"))
                        .group("small", cpu("2"))
                        .pendingPods("web", 4, cpu("1"));

        assertThat(chosen(world)).isEqualTo("big");
    }

    @Test
    void leastWasteLeavesTheSmallestShareUnused() {
        World world =
                cluster()
                        .options(Options.expanders("least-waste"))
                        .group("half", cpu("4"), memory("8Gi"))
                        .group("snug", cpu("2"), memory("4Gi"))
                        .pendingPod("web", cpu("2"), memory("4Gi"));

        assertThat(chosen(world)).isEqualTo("snug");
    }

    @Test
    void priceTakesTheCheapestInAll() {
        World world =
                cluster()
                        .options(Options.expanders("price"))
                        .group("big", cpu("4"), usdPerHour("0.17"))
                        .group("small", cpu("2"), usdPerHour("0.09"))
                        .group("unknown", cpu("2"))
                        .pendingPods("web", 4, cpu("1"));

        assertThat(chosen(world)).isEqualTo("big");
    }

    @Test
    void priorityPrefersTheHighestNumberThatMatches() {
        World world =
                cluster()
                        .options(Options.expanders("priority"))
                        .priorities(Map.of(10, List.of(".*"), 50, List.of("spot-.*")))
                        .group("on-demand")
                        .group("spot-a")
                        .pendingPod("web", cpu("1"));

        assertThat(chosen(world)).isEqualTo("spot-a");
    }

    @Test
    void priorityWithoutAMatchHasNoPreference() {
        World world =
                cluster()
                        .options(Options.expanders("priority", "least-nodes"))
                        .priorities(Map.of(10, List.of("nobody")))
                        .group("big", cpu("4"))
                        .group("small", cpu("2"))
                        .pendingPods("web", 4, cpu("1"));

        assertThat(chosen(world)).isEqualTo("big");
    }

    @Test
    void laterExpanderDecidesAmongEquals() {
        World world =
                cluster()
                        .options(Options.expanders("most-pods", "least-nodes"))
                        .group("big", cpu("4"))
                        .group("small", cpu("2"))
                        .pendingPods("web", 4, cpu("1"));

        assertThat(chosen(world)).isEqualTo("big");
    }

    @Test
    void randomDecidesTheSameOnReplay() {
        World world = cluster().group("a").group("b").group("c").pendingPod("web", cpu("1"));

        assertThat(chosen(world)).isEqualTo(chosen(world));
    }

    @Test
    void refusesNameOfNoExpander() {
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        ExpanderChain.of(List.of("cheapest"), ExpanderPriorities.NONE, World.NOW))
                .withMessageContaining("cheapest");
    }

    private static String chosen(World world) {
        return world.decide().scaleUps().getFirst().nodeGroup();
    }
}
