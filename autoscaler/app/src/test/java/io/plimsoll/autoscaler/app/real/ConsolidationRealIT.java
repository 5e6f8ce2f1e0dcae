package io.plimsoll.autoscaler.app.real;

import static io.plimsoll.autoscaler.app.real.Patience.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ec2.model.InstanceType;

/**
 * Three t3.large with pods that three t3.medium would serve as well: these are ordered first, and
 * the others end when no pod is left on them, as fast as the budget allows.
 */
class ConsolidationRealIT {
    private static final int NODES = 3;
    private static final int PODS = 12;

    /** Of {@code kong.yaml}'s budget. */
    private static final int MOST_MISSING = 1;

    @Test
    void cheaperNodesComeFirstAndThenTheOthersGo() throws Exception {
        try (QuietStage stage = QuietStage.set();
                KongGroup large = new KongGroup(stage.aws().endpoint());
                KongGroup medium =
                        new KongGroup(
                                stage.aws().endpoint(), "kong-medium", InstanceType.T3_MEDIUM)) {
            Cluster cluster = stage.cluster();
            large.create(0, NODES, NODES, KongGroup.tags());
            medium.create(0, NODES, 0, KongGroup.tags());
            try (Machines _ = new Machines(cluster, large, medium)) {
                eventually("three nodes are there", () -> cluster.nodes().size() == NODES);
                cluster.apply("kong.yaml");
                cluster.scale(PODS);
                eventually("all pods run", () -> cluster.running().size() == PODS);
                assertThat(cluster.running()).containsAll(large.instances());

                try (AutoscalerUnderTest autoscaler =
                        stage.autoscaler(
                                "--expander=cheapest-mix",
                                "--consolidation=replace",
                                "--consolidation-cooldown=1s",
                                "--consolidation-eviction-cost=0s",
                                "--scan-interval=1s",
                                "--scale-down-delay-after-add=0s",
                                "--scale-down-unneeded-time=2s")) {
                    eventually("it leads", () -> !cluster.leader().isEmpty());
                    Instant began = Instant.now();
                    eventually("cheaper nodes are ordered", () -> medium.desired() == NODES);
                    Duration ordered = Duration.between(began, Instant.now());
                    assertThat(large.desired()).isEqualTo(NODES);
                    assertThat(cluster.marked()).isEmpty();
                    List<String> dear = large.instances();

                    eventually(
                            "only cheaper nodes are left",
                            () -> {
                                assertThat(cluster.running())
                                        .hasSizeGreaterThanOrEqualTo(PODS - MOST_MISSING);
                                return large.desired() == 0 && cluster.nodes().size() == NODES;
                            });
                    System.out.printf(
                            "Three t3.large to three t3.medium: ordered after %d ms, done after %d ms%n",
                            ordered.toMillis(), Duration.between(began, Instant.now()).toMillis());
                    eventually("all pods run again", () -> cluster.running().size() == PODS);
                    assertThat(cluster.running()).doesNotContainAnyElementsOf(dear);
                    assertThat(medium.desired()).isEqualTo(NODES);
                    assertThat(autoscaler.stop()).isZero();
                }
            }
            assertThat(stage.rights().refused()).isEmpty();
        }
    }
}
