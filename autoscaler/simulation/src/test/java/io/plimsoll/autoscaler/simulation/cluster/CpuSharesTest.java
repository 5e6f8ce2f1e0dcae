package io.plimsoll.autoscaler.simulation.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.autoscaler.decision.model.ObjectKey;
import io.plimsoll.autoscaler.simulation.cluster.CpuShares.Claim;
import java.util.List;
import org.junit.jupiter.api.Test;

class CpuSharesTest {
    private static final ObjectKey A = ClusterFixture.key("a");
    private static final ObjectKey B = ClusterFixture.key("b");
    private static final ObjectKey C = ClusterFixture.key("c");

    @Test
    void givesEachWhatItWantsWhereThereIsEnough() {
        assertThat(CpuShares.of(2000, List.of(new Claim(A, 100, 700), new Claim(B, 900, 300))))
                .containsEntry(A, 700L)
                .containsEntry(B, 300L);
    }

    @Test
    void sharesByRequestWhereThereIsNot() {
        assertThat(CpuShares.of(2000, List.of(new Claim(A, 100, 5000), new Claim(B, 300, 5000))))
                .containsEntry(A, 500L)
                .containsEntry(B, 1500L);
    }

    @Test
    void handsOnWhatOneDoesNotWant() {
        assertThat(
                        CpuShares.of(
                                2000,
                                List.of(
                                        new Claim(A, 300, 200),
                                        new Claim(B, 300, 5000),
                                        new Claim(C, 300, 850))))
                .containsEntry(A, 200L)
                .containsEntry(B, 950L)
                .containsEntry(C, 850L);
    }

    @Test
    void leavesAPodWithoutARequestNextToNothing() {
        assertThat(CpuShares.of(2000, List.of(new Claim(A, 0, 5000), new Claim(B, 998, 5000))))
                .containsEntry(A, 4L)
                .containsEntry(B, 1996L);
    }
}
