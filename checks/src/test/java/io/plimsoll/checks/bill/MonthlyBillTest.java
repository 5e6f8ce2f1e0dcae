package io.plimsoll.checks.bill;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.checks.bill.MonthlyBill.Line;
import io.plimsoll.checks.change.Template;
import io.plimsoll.environment.Environment;
import io.plimsoll.environment.file.EnvironmentFile;
import io.plimsoll.environment.file.InvalidEnvironmentException;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class MonthlyBillTest {

    private static final LocalDate TODAY = LocalDate.parse("2026-11-01");

    @Test
    void countsWhatTheTemplatesOfTheEnvironmentHold() throws InvalidEnvironmentException {
        Map<String, Object> gateway = Map.of("Type", "AWS::EC2::NatGateway");
        Map<String, Object> endpoint =
                Map.of(
                        "Type",
                        "AWS::EC2::VPCEndpoint",
                        "Properties",
                        Map.of("VpcEndpointType", "Interface", "SubnetIds", List.of("a", "b")));
        Map<String, Object> free =
                Map.of(
                        "Type",
                        "AWS::EC2::VPCEndpoint",
                        "Properties",
                        Map.of("VpcEndpointType", "Gateway"));
        Template own =
                Template.of(
                        "shop-network",
                        Map.of("Resources", Map.of("N", gateway, "E", endpoint, "S3", free)));
        Template other = Template.of("bank-network", Map.of("Resources", Map.of("N", gateway)));

        assertThat(MonthlyBill.of(environment("1.36", ""), List.of(own, other), TODAY).lines())
                .contains(
                        always("NAT gateways (1)", 32_850_000),
                        always("interface endpoints, by zone (2)", 14_600_000));
    }

    @Test
    void extendedSupportCostsExtraUnlessEksUpgradesInstead() throws InvalidEnvironmentException {
        Line extra = always("extended support of 1.33", 365_000_000);

        assertThat(MonthlyBill.of(environment("1.33", ""), List.of(), TODAY).lines())
                .contains(extra);
        assertThat(
                        MonthlyBill.of(
                                        environment("1.33", ", upgradePolicy: standard"),
                                        List.of(),
                                        TODAY)
                                .lines())
                .doesNotContain(extra);
        assertThat(MonthlyBill.of(environment("1.36", ""), List.of(), TODAY).lines())
                .noneMatch(line -> line.what().startsWith("extended support"));
    }

    @Test
    void whatIsNotKnownIsNoZero() throws InvalidEnvironmentException {
        MonthlyBill bill =
                MonthlyBill.of(
                        EnvironmentFile.parse(
                                        "environment.yaml",
                                        """
                                        cluster: {name: shop, kubernetesVersion: "1.36"}
                                        nodeGroups:
                                          - {name: a, min: 1, max: 2, volume: {type: io2, iops: 3000}}
                                        """,
                                        TODAY)
                                .environment(),
                        List.of(),
                        TODAY);

        assertThat(bill.lines())
                .contains(
                        new Line("their root volumes", OptionalLong.empty(), OptionalLong.empty()));
        assertThat(bill.atMin()).isEmpty();
    }

    private static Line always(String what, long microUsd) {
        return new Line(what, OptionalLong.of(microUsd), OptionalLong.of(microUsd));
    }

    private static Environment environment(String version, String more)
            throws InvalidEnvironmentException {
        return EnvironmentFile.parse(
                        "environment.yaml",
                        """
                        cluster: {name: shop, kubernetesVersion: "%s"%s}
                        nodeGroups:
                          - {name: a, min: 1, max: 2}
                        """
                                .formatted(version, more),
                        TODAY)
                .environment();
    }
}
