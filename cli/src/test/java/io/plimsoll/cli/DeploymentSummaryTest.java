package io.plimsoll.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.environment.file.EnvironmentFile;
import io.plimsoll.environment.file.InvalidEnvironmentException;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

class DeploymentSummaryTest {

    private static final LocalDate TODAY = LocalDate.parse("2026-06-01");

    private static String summary(String kongGroup) throws InvalidEnvironmentException {
        String text =
                """
                cluster: {name: kong, kubernetesVersion: "1.34"}
                nodeGroups:
                  - {name: system, instanceTypes: [t3.large], min: 2, max: 3, labels: {plimsoll.io/workload: system}}
                  - {name: load, instanceTypes: [t3.large], min: 0, max: 1, labels: {plimsoll.io/workload: load}}
                  - {name: kong, labels: {plimsoll.io/workload: kong}, %s}
                """
                        .formatted(kongGroup);
        return new DeploymentSummary(
                        EnvironmentFile.parse("environment.yaml", text, TODAY).environment(),
                        List.of(),
                        TODAY)
                .text();
    }

    @Test
    void pricesEachGroupAtItsMinimumAndMaximum() throws InvalidEnvironmentException {
        assertThat(summary("instanceTypes: [t3.large], min: 1, max: 4"))
                .containsPattern("(?m)^kong +t3.large +on-demand +1 +4 +0.0832 +0.3328$");
    }

    @Test
    void addsTheGroupsUp() throws InvalidEnvironmentException {
        assertThat(summary("instanceTypes: [t3.large], min: 1, max: 4"))
                .containsPattern("(?m)^all +3 +8 +0.2496 +0.6656$");
    }

    @Test
    void countsTheDearestOfSeveralTypes() throws InvalidEnvironmentException {
        assertThat(
                        summary(
                                "instanceTypes: [t3.large, m5.large], min: 1, max: 1, capacityType: spot"))
                .containsPattern("(?m)^kong +t3.large,m5.large +spot +1 +1 +0.0960 +0.0960$");
    }

    @Test
    void addsUpAMonth() throws InvalidEnvironmentException {
        assertThat(summary("instanceTypes: [t3.large], min: 1, max: 4"))
                .containsPattern("(?m)^nodes \\(3 to 8\\) +182.21 +485.89$")
                .containsPattern("(?m)^their root volumes +4.80 +12.80$")
                .containsPattern("(?m)^control plane +73.00 +73.00$")
                .containsPattern("(?m)^in all +260.01 +571.69$");
    }
}
