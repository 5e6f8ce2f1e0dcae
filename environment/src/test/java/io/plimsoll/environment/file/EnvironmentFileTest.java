package io.plimsoll.environment.file;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Quantity;
import io.plimsoll.environment.AmiType;
import io.plimsoll.environment.AutoscalerConfig;
import io.plimsoll.environment.Environment;
import io.plimsoll.environment.KongConfig;
import io.plimsoll.environment.LoadConfig;
import io.plimsoll.environment.NodeGroupConfig;
import io.plimsoll.environment.VpcConfig;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class EnvironmentFileTest {

    private static final LocalDate TODAY = LocalDate.parse("2026-11-24");
    private static final Path DEFAULT_FILE = Path.of("..", "environment.yaml");

    private static Environment parse(String text) throws InvalidEnvironmentException {
        return EnvironmentFile.parse("environment.yaml", text, TODAY).environment();
    }

    @Test
    void readsTheDefaultFile() throws Exception {
        Environment environment = EnvironmentFile.read(DEFAULT_FILE, TODAY).environment();

        assertThat(environment.nodeGroups())
                .extracting(NodeGroupConfig::name)
                .containsExactly("system", "kong", "load");
        assertThat(environment.workloads().kong().container().requests().cpu())
                .isEqualTo(new Quantity("300m"));
        assertThat(environment.workloads().load().profiles())
                .containsEntry(
                        "heavy",
                        new LoadConfig.Profile(
                                800, 3000, Duration.ofMinutes(20), OptionalInt.of(20)));
        assertThat(environment.simulation().instanceBoot()).isEqualTo(Duration.ofSeconds(40));
    }

    @Test
    void fillsInTheDefaultFileFromTheClusterNameAlone() throws Exception {
        assertThat(
                        parse(
                                """
                                cluster: {name: kong35-eks129-autoscaling}
                                checks:
                                  suppress: [{id: autoscaler-image-unset, reason: the demo pulls no image}]
                                """))
                .isEqualTo(EnvironmentFile.read(DEFAULT_FILE, TODAY).environment());
    }

    @Test
    void derivesWhatAGroupLeavesOut() throws Exception {
        Environment environment =
                parse(
                        "cluster: {name: x}\nnodeGroups: [{name: arm, instanceTypes: [t4g.large], min: 2, max: 4}]");

        NodeGroupConfig group = environment.nodeGroups().getFirst();
        assertThat(group.size()).isEqualTo(new NodeGroupConfig.Size(2, 4, 2));
        assertThat(group.machine().amiType()).isEqualTo(AmiType.AL2023_ARM_64_STANDARD);
        assertThat(group.machine().capacityType())
                .isEqualTo(NodeGroupConfig.CapacityType.ON_DEMAND);
        assertThat(environment.workloads().kong().nodeSelector()).isEmpty();
    }

    @Test
    void takesTheImageFromTheRepositoryThatIsMade() throws Exception {
        String text = "cluster: {name: x, region: eu-west-1%s}\nautoscaler: {repository: a/b}";

        assertThat(parse(text.formatted(", account: '111122223333'")).workloads().autoscaler())
                .extracting(AutoscalerConfig::image)
                .isEqualTo("111122223333.dkr.ecr.eu-west-1.amazonaws.com/a/b:0.1.0");
        assertThat(parse(text.formatted("")).workloads().autoscaler().image())
                .isEqualTo("${AWS_ACCOUNT_ID}.dkr.ecr.eu-west-1.amazonaws.com/a/b:0.1.0");
    }

    @Test
    void runsKarpenterAsItsOwnServiceAccountOnTheGroupThatStays() throws Exception {
        Environment environment = parse("cluster: {name: x}\nautoscaler: {kind: karpenter}");

        assertThat(environment.workloads().autoscaler().serviceAccount()).isEqualTo("karpenter");
        assertThat(environment.managedNodeGroups())
                .extracting(NodeGroupConfig::name)
                .containsExactly("system");
    }

    @Test
    void warnsWhereTheStackAppliesWhatNobodyHasDefinedYet() throws Exception {
        EnvironmentFile file =
                EnvironmentFile.parse(
                        "e.yaml",
                        """
                        cluster: {name: x, kubernetesVersion: "1.36"}
                        workloads: {appliedBy: stack}
                        vpa: {}
                        monitoring: prometheus-operator
                        autoscaler: {kind: karpenter}
                        """,
                        TODAY);

        assertThat(file.warnings())
                .extracting(problem -> problem.line() + " " + problem.field())
                .containsExactlyInAnyOrder("3 vpa", "4 monitoring", "5 autoscaler.kind");
    }

    @Test
    void completesBlocksKeyByKey() throws Exception {
        Environment environment =
                parse(
                        """
                        cluster: {name: x}
                        kong: {requests: {cpu: 500m}}
                        load: {profiles: {normal: {qps: 600}}}
                        """);

        assertThat(environment.workloads().kong().container().requests().memory())
                .isEqualTo(new Quantity("300Mi"));
        assertThat(environment.workloads().load().profiles())
                .containsOnlyKeys("normal")
                .containsEntry(
                        "normal",
                        new LoadConfig.Profile(
                                100, 600, Duration.ofMinutes(20), OptionalInt.empty()));
    }

    @Test
    void takesListsAndLabelsAsTheyAreWritten() throws Exception {
        Environment environment =
                parse(
                        "cluster: {name: x}\nautoscaler: {flags: {balancing-ignore-label: [a, b], v: 4}}");

        assertThat(environment.workloads().autoscaler().flags())
                .isEqualTo(Map.of("balancing-ignore-label", List.of("a", "b"), "v", List.of("4")));
    }

    @Test
    void choosesZonesOfTheRegion() throws Exception {
        assertThat(parse("cluster: {name: x, region: eu-west-1}").vpc().availabilityZones())
                .containsExactly("eu-west-1a", "eu-west-1b");
    }

    @Test
    void readsAnImportedNetwork() throws Exception {
        Environment environment =
                parse(
                        """
                        cluster: {name: x}
                        vpc:
                          import: vpc-0a1b2c3d
                          privateSubnetIds: [subnet-0a1b2c3d, subnet-0a1b2c3e]
                        """);

        assertThat(environment.vpc())
                .isEqualTo(
                        new VpcConfig.Imported(
                                "vpc-0a1b2c3d",
                                List.of("us-west-1a", "us-west-1c"),
                                List.of("subnet-0a1b2c3d", "subnet-0a1b2c3e")));
    }

    @Test
    void choosesKongsImageByItsMode() throws Exception {
        KongConfig kong =
                parse(
                                """
                                cluster: {name: x}
                                kong:
                                  mode: konnect
                                  konnect: {controlPlane: a.us.cp0.konghq.com, telemetry: a.us.tp0.konghq.com}
                                """)
                        .workloads()
                        .kong();

        assertThat(kong.image().reference()).isEqualTo("kong/kong-gateway:3.14.0.15");
        assertThat(kong.konnect())
                .map(KongConfig.Konnect::certificateSecret)
                .hasValue("kong-cluster-cert");
    }

    @Test
    void warnsOfAVersionWithoutSupport() throws Exception {
        EnvironmentFile file = EnvironmentFile.read(DEFAULT_FILE, TODAY);

        assertThat(file.warnings())
                .singleElement()
                .hasToString(
                        "../environment.yaml:5: cluster.kubernetesVersion: EKS ended extended support"
                                + " for Kubernetes 1.29 on 2026-03-23 and makes no new cluster of it;"
                                + " under standard support are 1.34, 1.35, 1.36");
    }

    @Test
    void warnsOfTheSurchargeForExtendedSupport() throws Exception {
        EnvironmentFile file = EnvironmentFile.read(DEFAULT_FILE, LocalDate.parse("2025-06-01"));

        assertThat(file.warnings()).singleElement().asString().contains("charges extra");
    }

    @Test
    void isSilentWhileAVersionIsSupported() throws Exception {
        EnvironmentFile file = EnvironmentFile.read(DEFAULT_FILE, LocalDate.parse("2025-03-23"));

        assertThat(file.warnings()).isEmpty();
    }
}
