package io.plimsoll.environment.ec2;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InstanceTypesTest {

    @Test
    void knowsWhatAT3LargeIs() {
        assertThat(InstanceTypes.find("t3.large"))
                .hasValueSatisfying(type -> {
                    assertThat(type.architecture()).isEqualTo(Architecture.AMD64);
                    assertThat(type.compute()).isEqualTo(new InstanceType.Compute(2, 8192, 0));
                    assertThat(type.maxPods()).isEqualTo(35);
                });
    }

    /** t3 by its family's rate, t4g.nano by a price of its own. */
    @ParameterizedTest
    @CsvSource({"t3.large, 83200", "m5.24xlarge, 4608000", "t4g.nano, 4200", "g5.xlarge, 1006000"})
    void pricesATypeByItselfOrByItsFamily(String name, long microUsd) {
        assertThat(InstanceTypes.find(name).orElseThrow().hourlyMicroUsd()).hasValue(microUsd);
    }

    @Test
    void hasNoPriceForWhatThePriceListLacks() {
        assertThat(InstanceTypes.find("hpc7a.12xlarge").orElseThrow().hourlyMicroUsd()).isEmpty();
    }

    @Test
    void leavesOutWhatRunsNoLinux() {
        assertThat(InstanceTypes.find("mac2.metal")).isEmpty();
        assertThat(InstanceTypes.all()).hasSize(1255);
    }

    @Test
    void doesNotKnowWhatIsNoType() {
        assertThat(InstanceTypes.find("t3.enormous")).isEmpty();
    }
}
