package io.plimsoll.autoscaler.app.real;

import static io.plimsoll.autoscaler.app.real.Patience.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Two of five nodes say that their kernel is broken: one after the other is emptied within the
 * budget and ended, and other nodes come where the pods need them.
 */
class RepairRealIT {
    private static final int NODES = 5;

    /** As many as fit on the nodes. */
    private static final int PODS = 25;

    private static final int MOST_MISSING = 1;

    @Test
    void brokenNodesAreReplacedOneAfterTheOther() throws Exception {
        try (QuietStage stage = QuietStage.set();
                KongGroup group = new KongGroup(stage.aws().endpoint())) {
            Cluster cluster = stage.cluster();
            group.create(1, NODES + 1, NODES, KongGroup.tags());
            try (Machines _ = new Machines(cluster, group)) {
                eventually("five nodes are there", () -> cluster.nodes().size() == NODES);
                cluster.apply("kong.yaml");
                cluster.scale(PODS);
                eventually("all pods run", () -> cluster.running().size() == PODS);

                try (AutoscalerUnderTest autoscaler =
                        stage.autoscaler(
                                "--node-repair=true",
                                "--repair-conditions=KernelReady=False:1s",
                                "--scan-interval=1s")) {
                    eventually("it leads", () -> !cluster.leader().isEmpty());
                    Instant began = Instant.now();
                    List<String> broken = group.instances().subList(0, 2);
                    broken.forEach(node -> cluster.condition(node, "KernelReady", "False"));

                    eventually(
                            "no broken node is left",
                            () -> {
                                List<String> marked = new ArrayList<>(cluster.interrupted());
                                marked.retainAll(group.instances());
                                assertThat(marked)
                                        .as("a fifth of the group at a time")
                                        .hasSizeLessThanOrEqualTo(1);
                                assertThat(cluster.running())
                                        .hasSizeGreaterThanOrEqualTo(PODS - MOST_MISSING);
                                return cluster.nodes().stream().noneMatch(broken::contains);
                            });
                    System.out.printf(
                            "Two of five nodes repaired after %d ms%n",
                            Duration.between(began, Instant.now()).toMillis());
                    eventually("all pods run again", () -> cluster.running().size() == PODS);
                    assertThat(group.instances())
                            .hasSize(NODES)
                            .doesNotContainAnyElementsOf(broken);
                    assertThat(autoscaler.stop()).isZero();
                }
            }
            assertThat(stage.rights().refused()).isEmpty();
        }
    }
}
