package io.plimsoll.autoscaler.aws.template;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.environment.ec2.InstanceTypes;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.autoscaling.model.InstanceRequirements;

class TypeRequirementsTest {

    @Test
    void boundsOfCpuAndMemoryHold() {
        assertThat(
                        admitted(wanted ->
                                wanted.vCpuCount(count -> count.min(4).max(8))
                                        .memoryMiB(memory -> memory.min(16384).max(32768))))
                .contains("m5.xlarge", "m7g.xlarge", "c5.2xlarge")
                .doesNotContain("m5.large", "r5.2xlarge", "m5.4xlarge");
    }

    @Test
    void burstableAndBareMetalTypesAreLeftOutUnlessAskedFor() {
        assertThat(admitted(wanted -> wanted)).doesNotContain("t3.large", "m5.metal");
        assertThat(admitted(wanted -> wanted.burstablePerformance("included")))
                .contains("t3.large", "m5.large");
        assertThat(admitted(wanted -> wanted.bareMetal("required")))
                .contains("m5.metal")
                .doesNotContain("m5.large");
    }

    @Test
    void namesMayHaveStars() {
        assertThat(admitted(wanted -> wanted.allowedInstanceTypes("m5.*", "c5*.large")))
                .contains("m5.large", "c5.large", "c5a.large")
                .doesNotContain("m5a.large", "c5.xlarge");
        assertThat(admitted(wanted -> wanted.excludedInstanceTypes("m*")))
                .contains("c5.large")
                .doesNotContain("m5.large");
    }

    @Test
    void manufacturersAreToldByTheFamily() {
        assertThat(admitted(wanted -> wanted.cpuManufacturersWithStrings("amd")))
                .contains("m5a.large")
                .doesNotContain("m5.large", "m7g.large");
        assertThat(admitted(wanted -> wanted.cpuManufacturersWithStrings("intel")))
                .contains("m5.large")
                .doesNotContain("m5a.large", "m7g.large");
    }

    @Test
    void acceleratorsMayBeRefusedOrRequired() {
        assertThat(admitted(wanted -> wanted.acceleratorCount(count -> count.max(0))))
                .contains("m5.large")
                .doesNotContain("g4dn.xlarge", "inf2.xlarge");
        assertThat(admitted(wanted -> wanted.acceleratorCount(count -> count.min(1))))
                .contains("g4dn.xlarge", "inf2.xlarge")
                .doesNotContain("m5.large");
    }

    @Test
    void launchTemplateSaysTheSame() {
        TypeRequirements wanted =
                TypeRequirements.of(
                        software.amazon.awssdk.services.ec2.model.InstanceRequirements.builder()
                                .vCpuCount(count -> count.min(4).max(4))
                                .memoryMiB(memory -> memory.min(16384).max(16384))
                                .instanceGenerationsWithStrings("current")
                                .cpuManufacturersWithStrings("intel")
                                .build());

        assertThat(names(wanted)).contains("m7i.xlarge").doesNotContain("m7a.xlarge", "m5.xlarge");
    }

    private static List<String> admitted(UnaryOperator<InstanceRequirements.Builder> wanted) {
        return names(new TypeRequirements(wanted.apply(InstanceRequirements.builder()).build()));
    }

    private static List<String> names(TypeRequirements wanted) {
        return InstanceTypes.all().values().stream()
                .filter(wanted::admit)
                .map(type -> type.name())
                .toList();
    }
}
