package io.plimsoll.autoscaler.decision;

import static io.plimsoll.autoscaler.decision.world.Traits.cpu;
import static io.plimsoll.autoscaler.decision.world.Traits.inNamespace;
import static io.plimsoll.autoscaler.decision.world.Traits.max;
import static io.plimsoll.autoscaler.decision.world.Traits.memory;
import static io.plimsoll.autoscaler.decision.world.Traits.pods;
import static io.plimsoll.autoscaler.decision.world.World.cluster;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.plimsoll.autoscaler.decision.answer.Action.ScaleUp;
import io.plimsoll.autoscaler.decision.world.World;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The main job by arithmetic: 1930m less 150m for DaemonSets leaves 5 pods of 300m a node. */
class KongOracleTest {

    @ParameterizedTest
    @CsvSource({"1,1", "5,1", "6,2", "10,2", "11,3", "20,4"})
    void emptyGroupGrowsByTheNodesThatReplicasNeed(int replicas, int nodes) {
        World world = kong().pendingPods("kong", replicas, cpu("300m"), memory("300Mi"));

        assertThat(world.decide().scaleUps())
                .extracting(ScaleUp::nodeGroup, ScaleUp::from, ScaleUp::to)
                .containsExactly(tuple("kong", 0, nodes));
    }

    @ParameterizedTest
    @CsvSource({"10,2", "20,4"})
    void realNodeCountsAsTheTemplateDoes(int replicas, int nodes) {
        World world =
                cluster().group("kong", max(10), cpu("1930m"), memory("7Gi"), pods(35)).node("n1");
        daemons(world);
        for (int number = 0; number < 5; number++) {
            world.pod("kong-running-" + number, "n1", cpu("300m"), memory("300Mi"));
        }
        world.pendingPods("kong", replicas - 5, cpu("300m"), memory("300Mi"));

        assertThat(world.decide().scaleUps()).extracting(ScaleUp::to).containsExactly(nodes);
    }

    private static World kong() {
        return daemons(cluster().group("kong", max(10), cpu("1930m"), memory("7Gi"), pods(35)));
    }

    private static World daemons(World world) {
        return world.daemonSet("aws-node", cpu("50m"), inNamespace("kube-system"))
                .daemonSet("kube-proxy", cpu("100m"), inNamespace("kube-system"));
    }
}
