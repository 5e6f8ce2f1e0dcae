package io.plimsoll.environment.ec2;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EksAllocatableTest {

    private static final long MIB = 1L << 20;
    private static final long GIB = 1L << 30;

    /** kube-reserved as the EKS image's own table has it, e.g. 70m of 2 cores and 110m of 16. */
    @ParameterizedTest
    @CsvSource({
        "t3.large, 1930, 6837, 35",
        "t3.xlarge, 3920, 14522, 58",
        "m5.large, 1930, 6903, 29",
        "m5.4xlarge, 15890, 59854, 234",
        "c7g.medium, 940, 1451, 8"
    })
    void leavesForPodsWhatTheImageDoesNotReserve(
            String name, long milliCpu, long memoryMib, int pods) {
        EksAllocatable allocatable =
                EksAllocatable.of(InstanceTypes.find(name).orElseThrow(), 20 * GIB);

        assertThat(allocatable.milliCpu()).isEqualTo(milliCpu);
        assertThat(allocatable.memoryBytes()).isEqualTo(memoryMib * MIB);
        assertThat(allocatable.pods()).isEqualTo(pods);
    }

    @Test
    void takesTheOverheadOfTheVmAsAParameter() {
        InstanceType type = InstanceTypes.find("t3.large").orElseThrow();

        assertThat(EksAllocatable.of(type, 20 * GIB, 0).memoryBytes()).isEqualTo(7452 * MIB);
    }

    @Test
    void keepsATenthOfTheDiskFreeAndOneGibForItself() {
        InstanceType type = InstanceTypes.find("t3.large").orElseThrow();

        assertThat(EksAllocatable.of(type, 20 * GIB).ephemeralStorageBytes()).isEqualTo(17 * GIB);
    }

    @Test
    void neverGoesBelowZero() {
        InstanceTypes.all()
                .values()
                .forEach(type -> {
                    EksAllocatable allocatable = EksAllocatable.of(type, GIB);
                    assertThat(allocatable.milliCpu()).as(type.name()).isPositive();
                    assertThat(allocatable.memoryBytes()).as(type.name()).isNotNegative();
                    assertThat(allocatable.ephemeralStorageBytes()).isZero();
                });
    }
}
