package io.plimsoll.autoscaler.decision.scaleup;

import static io.plimsoll.autoscaler.decision.world.Traits.cpu;
import static io.plimsoll.autoscaler.decision.world.Traits.usdPerHour;
import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.autoscaler.decision.clusterstate.Census;
import io.plimsoll.autoscaler.decision.clusterstate.ClusterState;
import io.plimsoll.autoscaler.decision.clusterstate.TransientTaints;
import io.plimsoll.autoscaler.decision.model.Pod;
import io.plimsoll.autoscaler.decision.question.AutoscalingOptions;
import io.plimsoll.autoscaler.decision.question.History;
import io.plimsoll.autoscaler.decision.question.Observation;
import io.plimsoll.autoscaler.decision.scaleup.CheapestNodes.Found;
import io.plimsoll.autoscaler.decision.scheduling.ClusterSnapshot;
import io.plimsoll.autoscaler.decision.template.DaemonPods;
import io.plimsoll.autoscaler.decision.template.GroupTemplates;
import io.plimsoll.autoscaler.decision.template.TemplateBuilder;
import io.plimsoll.autoscaler.decision.world.World;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is told without a search about what new nodes cost at the least. */
class CheapestNodesTest {

    private static final AutoscalingOptions OPTIONS = AutoscalingOptions.DEFAULT;
    private static final long EFFORT = 1_500;
    private static final long SEEDS = 150;

    /** A question. */
    private record Asked(ClusterSnapshot snapshot, CheapestNodes nodes, List<Pod> pods) {

        static Asked of(World world) {
            Observation seen = world.observe();
            ClusterSnapshot snapshot = ClusterSnapshot.of(seen.cluster());
            ClusterState state = new Census().take(seen, History.NONE, OPTIONS, World.NOW);
            GroupTemplates templates =
                    new TemplateBuilder(
                                    state,
                                    new TransientTaints(OPTIONS.taints()),
                                    new DaemonPods(seen.cluster(), false),
                                    World.NOW)
                            .build(snapshot);
            return new Asked(
                    snapshot,
                    new ScaleUpPlanner(state, templates, OPTIONS, History.NONE, World.NOW)
                            .cheapestNodes(),
                    List.copyOf(snapshot.unbound()));
        }

        long atLeast() {
            return nodes.atLeast(pods);
        }

        Optional<Found> found() {
            return nodes.find(snapshot, Set.of(), pods, EFFORT);
        }
    }

    @Test
    void noSearchFindsLess() {
        long told = 0;
        long paid = 0;
        for (long seed = 0; seed < SEEDS; seed++) {
            Asked asked = Asked.of(Workload.of(seed, true).world(OPTIONS));
            Optional<Found> found = asked.found();
            if (found.isPresent()) {
                assertThat(asked.atLeast())
                        .as("seed %d", seed)
                        .isLessThanOrEqualTo(found.get().microUsdPerHour());
                told += asked.atLeast();
                paid += found.get().microUsdPerHour();
            }
        }
        // A bound that is far off spares no search.
        assertThat(told).isGreaterThan(paid / 2);
    }

    @ParameterizedTest(name = "{0} pods of {1}: {2}")
    @CsvSource({
        // Three of them fit on a small node, however much room is left.
        "3, 600m, 100000",
        "4, 600m, 200000",
        // Nine need three small nodes, or a large one and a small one.
        "9, 600m, 300000",
        // By what they ask for together.
        "5, 1, 300000",
        "1, 1m, 100000"
    })
    void wholeNodesOfWholePodsArePaid(int count, String cpu, long microUsd) {
        World world =
                World.cluster()
                        .group("small", cpu("2"), usdPerHour("0.1"))
                        .group("large", cpu("4"), usdPerHour("0.2"))
                        .pendingPods("web", count, cpu(cpu));

        assertThat(Asked.of(world).atLeast()).isEqualTo(microUsd);
    }
}
