package io.plimsoll.checks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.plimsoll.checks.infrastructure.Addon;
import io.plimsoll.checks.infrastructure.Infrastructure;
import io.plimsoll.checks.manifest.Manifests;
import io.plimsoll.environment.file.EnvironmentFile;
import io.plimsoll.environment.file.InvalidEnvironmentException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EnvironmentChecksTest {

    private static final String SOUND =
            "cluster: {name: x, kubernetesVersion: '1.35', imageRegistry: registry.example.com}\n";
    private static final LocalDate TODAY = LocalDate.parse("2026-11-24");

    private static CheckReport report(String text) {
        try {
            return EnvironmentChecks.run(
                    new Subject(EnvironmentFile.parse("e.yaml", text, TODAY).environment(), TODAY));
        } catch (InvalidEnvironmentException e) {
            throw new AssertionError(e);
        }
    }

    private static Finding onlyFinding(String text) {
        List<Finding> findings = report(SOUND + text).findings();
        assertThat(findings).hasSize(1);
        return findings.getFirst();
    }

    @Test
    void findsNothingInASoundEnvironment() {
        CheckReport report = report(SOUND);

        assertThat(report.findings()).isEmpty();
        assertThat(report.passed()).isTrue();
    }

    @Test
    void warnsOfTheDefaultKubernetesVersion() {
        CheckReport report = report("cluster: {name: x, imageRegistry: registry.example.com}");

        assertThat(report.findings())
                .containsExactly(
                        new Finding(
                                "kubernetes-version-unsupported",
                                Finding.Severity.WARNING,
                                "EKS ended extended support for Kubernetes 1.29 on 2026-03-23 and makes no new cluster of it.",
                                "Set cluster.kubernetesVersion to one of 1.34, 1.35, 1.36."));
        assertThat(report.passed()).isTrue();
    }

    @Test
    void saysHowManyPodsStayPendingAndWhatMaxWouldDo() {
        CheckReport report = report(SOUND + kong("t3.large", 1));

        assertThat(report.findings())
                .extracting(Finding::id, Finding::message, Finding::change)
                .containsExactly(
                        tuple(
                                "hpa-exceeds-groups",
                                "hpa.max asks for 10 Kong pods; with node groups at their max (kong 1 x"
                                        + " t3.large) 5 run and 5 stay Pending.",
                                "Raise max of node group kong to 2, or lower hpa.max to 5."),
                        tuple(
                                "hpa-exceeds-groups",
                                "load.profiles.heavy.hpaMax asks for 20 Kong pods; with node groups at"
                                        + " their max (kong 1 x t3.large) 5 run and 15 stay Pending.",
                                "Raise max of node group kong to 4, or lower"
                                        + " load.profiles.heavy.hpaMax to 5."));
        assertThat(report.passed()).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    max-nodes-total: 2 | 5  | 5
                    max-nodes-total: 3 | 10 | 0
                    max-nodes-total: 0 | 10 | 0
                    cores-total: 0:4   | 5  | 5
                    cores-total: 0:6   | 10 | 0
                    memory-total: 0:16 | 5  | 5
                    """)
    void countsWhatFlagsCapOfTheCluster(String flag, int placed, int pending) {
        String text =
                """
                autoscaler: {flags: {%s}}
                load: {profiles: {normal: {}}}
                """
                                .formatted(flag)
                        + kong("t3.large", 6);
        List<Finding> findings =
                report(SOUND + text).findings().stream()
                        .filter(finding -> finding.id().equals("hpa-exceeds-groups"))
                        .toList();

        if (pending == 0) {
            assertThat(findings).isEmpty();
            return;
        }
        assertThat(findings)
                .extracting(Finding::message, Finding::change)
                .containsExactly(
                        tuple(
                                "hpa.max asks for 10 Kong pods; with node groups at their max (kong 6 x t3.large) and autoscaler.flags that cap the cluster (%s) %d run and %d stay Pending."
                                        .formatted(flag, placed, pending),
                                "Raise the cap, or lower hpa.max to %d.".formatted(placed)));
    }

    @Test
    void packsByMemoryWhereThatIsTheTighter() {
        Finding finding =
                onlyFinding(
                        """
                        hpa: {max: 10}
                        load: {profiles: {heavy: {hpaMax: 8}}}
                        kong: {requests: {cpu: 300m, memory: 3Gi}}
                        """
                                + kong("t3.large", 4));

        assertThat(finding.message()).contains("8 run and 2 stay Pending");
    }

    @Test
    void findsAPodThatFitsNoNode() {
        Finding finding = onlyFinding("kong: {requests: {cpu: 2}, limits: {cpu: 2}}\n");

        assertThat(finding.severity()).isEqualTo(Finding.Severity.ERROR);
        assertThat(finding.message())
                .isEqualTo(
                        "A Kong pod (2 CPU, 300Mi memory) fits on no node, so no replica ever runs:"
                                + " kong (t3.large, 1750m CPU and 6717Mi free): Insufficient cpu.");
    }

    @Test
    void countsOnTheSmallestOfSeveralTypes() {
        List<Finding> findings = report(SOUND + kong("t3.xlarge, t3.large", 2)).findings();

        assertThat(findings)
                .extracting(Finding::id)
                .containsExactly("hpa-exceeds-groups", "uneven-instance-types");
        assertThat(findings.getFirst().message()).contains("10 run and 10 stay Pending");
    }

    @Test
    void findsTaintsThatLeaveNoGroupForTheAddons() {
        CheckReport report =
                report(
                        SOUND
                                + """
                                nodeGroups:
                                  - {name: only, max: 9, taints: [{key: team, value: api}]}
                                """);

        assertThat(report.findings())
                .extracting(Finding::id)
                .containsExactly("no-group-for-system-pods");
    }

    @Test
    void findsAGroupThatNobodyTolerates() {
        Finding finding =
                onlyFinding(
                        """
                        nodeGroups:
                          - {name: open, max: 9}
                          - {name: gpu, max: 3, taints: [{key: gpu, value: 'yes'}]}
                        """);

        assertThat(finding.id()).isEqualTo("taint-without-toleration");
        assertThat(finding.message()).contains("node group gpu (gpu=yes)");
    }

    @Test
    void findsAnAutoscalerThatMayLoseItsLastNode() {
        Finding finding = onlyFinding("nodeGroups: [{name: open, min: 0, max: 9}]\n");

        assertThat(finding.id()).isEqualTo("autoscaler-on-group-it-may-empty");
    }

    @Test
    void countsTheAddressesThatNodesAndPodsCanTake() {
        Finding finding =
                onlyFinding(
                        """
                        vpc: {cidr: 10.0.0.0/22}
                        nodeGroups: [{name: open, min: 1, max: 14}]
                        """);

        assertThat(finding.message())
                .isEqualTo(
                        "With all node groups at their max, nodes and pods can take 504 addresses; the"
                                + " private subnets of 10.0.0.0/22 have 246.");
    }

    @Test
    void setsAsideWhatIsAcceptedWithAReason() {
        CheckReport report =
                report(
                        """
                        cluster: {name: x, imageRegistry: registry.example.com}
                        checks:
                          suppress:
                            - {id: kubernetes-version-unsupported, reason: we replay the blog}
                        """);

        assertThat(report.findings()).isEmpty();
        assertThat(report.accepted())
                .extracting(CheckReport.Accepted::reason)
                .containsExactly("we replay the blog");
    }

    @Test
    void warnsOfASuppressionThatMeansNothing() {
        Finding finding = onlyFinding("checks: {suppress: [{id: hpa-max, reason: because}]}\n");

        assertThat(finding.id()).isEqualTo("unknown-suppression");
    }

    @Test
    void areAllDocumented() throws IOException {
        String page = Files.readString(Path.of("..", "docs", "checks.md"));

        assertThat(EnvironmentChecks.ids())
                .allSatisfy(id -> assertThat(page).contains("| `" + id + "` |"));
    }

    private static String kong(String instanceTypes, int max) {
        return """
        nodeGroups:
          - {name: system, min: 1, max: 2, labels: {plimsoll.io/workload: system}}
          - name: kong
            instanceTypes: [%s]
            max: %d
            labels: {plimsoll.io/workload: kong}
            taints: [{key: plimsoll.io/workload, value: kong}]
        """
                .formatted(instanceTypes, max);
    }

    @Test
    void findsAnApiServerThatIsOpenToEverybody() {
        Finding finding =
                only(
                        "api-server-open",
                        "cluster: {name: x, publicAccessCidrs: [203.0.113.0/24, 0.0.0.0/0]}");

        assertThat(finding.severity()).isEqualTo(Finding.Severity.ERROR);
        assertThat(finding.message()).contains("0.0.0.0/0").doesNotContain("203.0.113");
    }

    @Test
    void findsAnAutoscalerImageThatNobodyHasNamedOrAnybodyCanTake() {
        assertThat(only("autoscaler-image-unset", "cluster: {name: x}").change())
                .contains("autoscaler.repository");
        assertThat(
                        only(
                                        "autoscaler-image-unset",
                                        "cluster: {name: x}\nautoscaler: {image: plimsoll/autoscaler:0.1.0}")
                                .message())
                .contains("plimsoll/autoscaler:0.1.0");
        assertThat(ids("cluster: {name: x}\nautoscaler: {repository: plimsoll/autoscaler}"))
                .doesNotContain("autoscaler-image-unset");
    }

    @Test
    void namesEachImageThatHasNoWayIntoAPrivateNetwork() {
        String priv = "cluster: {name: x%s}\nvpc: {natGateways: 0, endpoints: true}";

        assertThat(report(priv.formatted("")).findings())
                .filteredOn(finding -> finding.id().equals("image-without-way-in"))
                .extracting(Finding::message)
                .hasSize(3)
                .anyMatch(message -> message.contains("kong:3.9"))
                .anyMatch(message -> message.contains("fortio/fortio:1.63.2"));
        assertThat(
                        ids(
                                priv.formatted(
                                        ", imageRegistry: 111122223333.dkr.ecr.us-west-1.amazonaws.com/mirror")))
                .doesNotContain("image-without-way-in");
        assertThat(
                        ids(
                                priv.formatted(
                                        ", imageRegistry: 111122223333.dkr.ecr.eu-west-1.amazonaws.com/mirror")))
                .contains("image-without-way-in");
    }

    @Test
    void asksWhoMayCallALoadBalancerOnTheInternet() {
        String open =
                "cluster: {name: x, loadBalancerController: helm}\nkong: {exposure: public-nlb%s}";

        assertThat(ids(open.formatted(""))).contains("load-balancer-open");
        assertThat(ids(open.formatted(", sourceRanges: [0.0.0.0/0]")))
                .doesNotContain("load-balancer-open");
    }

    @Test
    void findsAnExpanderWithoutItsPriorities() {
        String autoscaler =
                "cluster: {name: x}\nautoscaler: {flags: {expander: [priority, random]}%s}";

        assertThat(ids(autoscaler.formatted(""))).contains("priority-expander-without-priorities");
        assertThat(ids(autoscaler.formatted(", priorities: {10: [.*]}")))
                .doesNotContain("priority-expander-without-priorities");
    }

    @Test
    void findsADataPlaneThatReachesNoControlPlaneAndALoadBalancerThatNobodyMakes() {
        String text =
                """
                cluster: {name: x%s}
                vpc: {natGateways: 0, endpoints: true%s}
                kong:
                  mode: konnect
                  exposure: internal-nlb
                  konnect: {controlPlane: a.eu.cp0.konghq.com, telemetry: a.eu.tp0.konghq.com}
                """;

        assertThat(ids(text.formatted("", "")))
                .contains("konnect-without-way-out", "load-balancer-without-controller");
        assertThat(
                        ids(
                                text.formatted(
                                        ", loadBalancerController: helm",
                                        ", privateLinks: [com.amazonaws.vpce.us-west-1.vpce-svc-0a1b2c3d]")))
                .doesNotContain("konnect-without-way-out", "load-balancer-without-controller");
    }

    @Test
    void holdsAddonsAgainstWhatEksOffers() throws InvalidEnvironmentException {
        List<String> offered = List.of("v1.9.0-eksbuild.1", "v1.10.0-eksbuild.2");
        Subject subject =
                new Subject(
                                EnvironmentFile.parse("e.yaml", SOUND, TODAY).environment(),
                                TODAY,
                                Manifests.NONE,
                                Optional.of(new Infrastructure(List.of(), Optional.empty())))
                        .withAddons(
                                List.of(
                                        new Addon("behind", "v1.9.0-eksbuild.1", offered),
                                        new Addon("newest", "v1.10.0-eksbuild.2", offered),
                                        new Addon("gone", "v1.8.0-eksbuild.1", offered)));

        assertThat(EnvironmentChecks.run(subject).findings())
                .filteredOn(finding -> finding.id().equals("addon-version-behind"))
                .extracting(Finding::severity)
                .containsExactly(Finding.Severity.WARNING, Finding.Severity.ERROR);
    }

    private static List<String> ids(String text) {
        return report(text).findings().stream().map(Finding::id).toList();
    }

    private static Finding only(String id, String text) {
        List<Finding> findings =
                report(text).findings().stream()
                        .filter(finding -> finding.id().equals(id))
                        .toList();
        assertThat(findings).hasSize(1);
        return findings.getFirst();
    }
}
