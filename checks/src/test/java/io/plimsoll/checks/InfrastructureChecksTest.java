package io.plimsoll.checks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ServiceAccountBuilder;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.plimsoll.checks.infrastructure.Identities;
import io.plimsoll.checks.infrastructure.Identities.Association;
import io.plimsoll.checks.infrastructure.Infrastructure;
import io.plimsoll.checks.infrastructure.Role;
import io.plimsoll.checks.infrastructure.ScalingGroup;
import io.plimsoll.checks.infrastructure.ScalingGroup.NodeMarks;
import io.plimsoll.checks.infrastructure.Trust;
import io.plimsoll.checks.infrastructure.Trust.Condition;
import io.plimsoll.checks.manifest.Manifests;
import io.plimsoll.environment.Environment;
import io.plimsoll.environment.NodeGroupConfig;
import io.plimsoll.environment.file.EnvironmentFile;
import io.plimsoll.environment.file.InvalidEnvironmentException;
import io.plimsoll.environment.tags.DiscoveryTags;
import io.plimsoll.environment.tags.NodeTemplateTags;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class InfrastructureChecksTest {

    private static final LocalDate TODAY = LocalDate.parse("2026-11-24");
    private static final String ROLE = "x-us-west-1-autoscaler";
    private static final String SUBJECT = "system:serviceaccount:kube-system:cluster-autoscaler";
    private static final String PREFIX = "k8s.io/cluster-autoscaler/";
    private static final String LABEL = PREFIX + "node-template/label/plimsoll.io/workload";

    private final Environment environment = environment("");
    private final SortedMap<String, String> tags = new TreeMap<>();
    private final List<HasMetadata> objects = new ArrayList<>();
    private Trust trust = byToken(SUBJECT, "sts.amazonaws.com");
    private List<Association> associations = List.of();

    InfrastructureChecksTest() {
        tags.putAll(DiscoveryTags.of("x"));
        tags.putAll(NodeTemplateTags.of(environment, group(environment)).encode());
        objects.add(
                account(
                        Map.of(
                                "eks.amazonaws.com/role-arn",
                                "arn:aws:iam::${AWS_ACCOUNT_ID}:role/" + ROLE)));
        objects.add(autoscaler("cluster-autoscaler"));
    }

    @Test
    void findsNothingWhereTagsAndTrustAreRight() {
        assertThat(findings()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"enabled", "x"})
    void findsAMissingDiscoveryTag(String key) {
        tags.remove(PREFIX + key);

        Finding finding = onlyFinding();

        assertThat(finding.id()).isEqualTo("missing-discovery-tag");
        assertThat(finding.severity()).isEqualTo(Finding.Severity.ERROR);
        assertThat(finding.message()).contains("node group kong lacks the tags " + PREFIX + key);
    }

    @Test
    void findsADiscoveryTagThatThePolicyDoesNotAskFor() {
        tags.put(PREFIX + "x", "shared");

        assertThat(onlyFinding().change()).startsWith("Tag the group with " + PREFIX + "x=owned;");
    }

    @Test
    void findsATagThatOnlyTheDeploymentLooksFor() {
        objects.removeLast();
        objects.add(
                autoscaler(
                        "cluster-autoscaler",
                        "--node-group-auto-discovery=asg:tag=" + PREFIX + "enabled,team=edge"));

        assertThat(onlyFinding().message()).contains("lacks the tags team=edge:");
    }

    @Test
    void warnsOfANodeGroupThatNobodyDescribes() {
        assertThat(findings(environment("nodeGroups: [{name: other, max: 9}]")))
                .extracting(Finding::id, Finding::severity)
                .containsExactly(tuple("missing-discovery-tag", Finding.Severity.WARNING));
    }

    @Test
    void findsALabelThatNoTagTellsAndWhoAsksForIt() {
        tags.remove(LABEL);
        objects.add(
                new DeploymentBuilder(autoscaler("default"))
                        .editMetadata()
                        .withName("kong")
                        .endMetadata()
                        .editSpec()
                        .editTemplate()
                        .editSpec()
                        .withNodeSelector(Map.of("plimsoll.io/workload", "kong"))
                        .endSpec()
                        .endTemplate()
                        .endSpec()
                        .build());

        assertThat(onlyFinding())
                .isEqualTo(
                        new Finding(
                                "missing-node-template-tag",
                                Finding.Severity.ERROR,
                                "Node group kong: no tag of its Auto Scaling group says"
                                        + " label/plimsoll.io/workload=kong, so an autoscaler that sees no"
                                        + " node of it plans without (Deployment kube-system/kong asks for"
                                        + " it).",
                                "Tag the group with " + LABEL + "=kong."));
    }

    @ParameterizedTest
    @CsvSource({
        "taint/plimsoll.io/workload, taint/plimsoll.io/workload=kong:NoSchedule",
        "resources/ephemeral-storage, resources/ephemeral-storage=20Gi"
    })
    void findsATaintOrADiskThatNoTagTells(String key, String said) {
        tags.remove(PREFIX + "node-template/" + key);

        assertThat(onlyFinding().message()).contains(said);
    }

    @Test
    void findsATagThatTellsAnotherLabel() {
        tags.put(LABEL, "hong");

        assertThat(onlyFinding().change()).isEqualTo("Tag the group with " + LABEL + "=kong.");
    }

    @Test
    void findsATagThatNobodyCanRead() {
        tags.put(PREFIX + "node-template/taint/gpu", "yes");

        assertThat(onlyFinding().message()).contains("taint/gpu must be <value>:NoSchedule");
    }

    @Test
    void takesAnAmountForTheSameHoweverItIsWritten() {
        tags.put(PREFIX + "node-template/resources/ephemeral-storage", "21474836480");

        assertThat(findings()).isEmpty();
    }

    @Test
    void believesTheTemplatesLabelsMoreThanTheEnvironments() {
        NodeMarks marks = new NodeMarks(new TreeMap<>(Map.of("zone", "edge")), List.of());

        List<Finding> findings = findings(environment, Optional.of(marks));

        assertThat(findings)
                .extracting(Finding::change)
                .containsExactly("Tag the group with " + PREFIX + "node-template/label/zone=edge.");
    }

    @ParameterizedTest
    @CsvSource({
        "system:serviceaccount:kube-system:autoscaler, sts.amazonaws.com",
        "system:serviceaccount:other:cluster-autoscaler, sts.amazonaws.com",
        "system:serviceaccount:kube-system:cluster-autoscaler, sts.amazonaws.com.cn"
    })
    void findsARoleThatTrustsSomebodyElse(String subject, String audience) {
        trust = byToken(subject, audience);

        Finding finding = onlyFinding();

        assertThat(finding.id()).isEqualTo("role-trust-mismatch");
        assertThat(finding.message())
                .isEqualTo(
                        "Role %s does not trust ServiceAccount kube-system/cluster-autoscaler, as which Deployment kube-system/cluster-autoscaler runs; it asks for aud %s, sub %s."
                                .formatted(ROLE, audience, subject));
    }

    @Test
    void readsPatternsOfTrustedAccounts() {
        trust =
                new Trust(
                        List.of("Federated ${Provider}"),
                        List.of("sts:AssumeRoleWithWebIdentity"),
                        List.of(
                                new Condition(
                                        "StringLike",
                                        "oidc.example:sub",
                                        List.of(
                                                "system:serviceaccount:kube-*:cluster-autoscale?"))));

        assertThat(findings()).isEmpty();
    }

    @Test
    void doesNotTrustWhatItCannotRead() {
        trust =
                new Trust(
                        List.of("Federated ${Provider}"),
                        List.of("sts:AssumeRoleWithWebIdentity"),
                        List.of(new Condition("DateLessThan", "aws:CurrentTime", List.of("2030"))));

        assertThat(onlyFinding().id()).isEqualTo("role-trust-mismatch");
    }

    @Test
    void findsPodsThatRunAsSomebodyWhomTheRoleDoesNotTrust() {
        objects.removeLast();
        objects.add(autoscaler("renamed"));

        assertThat(findings())
                .extracting(Finding::id)
                .containsExactly("service-account-without-role", "role-trust-mismatch");
    }

    @Test
    void findsARoleThatNoTemplateMakes() {
        objects.removeFirst();
        objects.add(account(Map.of("eks.amazonaws.com/role-arn", "arn:aws:iam::1:role/other")));

        assertThat(findings())
                .extracting(Finding::message)
                .contains(
                        "ServiceAccount kube-system/cluster-autoscaler takes on role other, which no template makes.");
    }

    @Test
    void findsAnAutoscalerThatNothingLeadsToARole() {
        objects.removeFirst();
        objects.add(account(Map.of()));

        assertThat(onlyFinding().message()).contains("Nothing leads ServiceAccount");
    }

    @ParameterizedTest
    @CsvSource({"x, cluster-autoscaler, 0", "y, cluster-autoscaler, 1", "x, somebody, 1"})
    void followsPodIdentityToTheRole(String cluster, String account, int findings) {
        objects.removeFirst();
        objects.add(account(Map.of()));
        associations = List.of(new Association("kube-system", "cluster-autoscaler", ROLE));
        trust =
                new Trust(
                        List.of("Service pods.eks.amazonaws.com"),
                        List.of("sts:AssumeRole", "sts:TagSession"),
                        List.of(
                                tag("eks-cluster-name", cluster),
                                tag("kubernetes-namespace", "kube-system"),
                                tag("kubernetes-service-account", account)));

        assertThat(findings()).hasSize(findings);
    }

    @Test
    void asksNothingOfWhatKarpenterLooksAfter() {
        Environment karpenter =
                environment(
                        """
                        nodeGroups:
                          - {name: open, min: 1, max: 9, labels: {plimsoll.io/workload: system}}
                          - {name: kong, instanceTypes: [t3.large, t3.xlarge], max: 9}
                        autoscaler: {kind: karpenter}
                        """);
        objects.removeLast();

        assertThat(findings(karpenter))
                .extracting(Finding::message)
                .containsExactly(
                        "No Auto Scaling group belongs to node group open, so nothing can be said of its tags.");
    }

    private List<Finding> findings() {
        return findings(environment);
    }

    private List<Finding> findings(Environment of) {
        return findings(of, Optional.empty());
    }

    private List<Finding> findings(Environment of, Optional<NodeMarks> marks) {
        Infrastructure infrastructure =
                new Infrastructure(
                        List.of(new ScalingGroup("kong", tags, marks)),
                        Optional.of(
                                new Identities(
                                        List.of(new Role(ROLE, List.of(trust))), associations)));
        return EnvironmentChecks.run(
                        new Subject(of, TODAY, new Manifests(objects), Optional.of(infrastructure)))
                .findings()
                .stream()
                .filter(finding -> !finding.id().equals("taint-without-toleration"))
                .filter(finding -> !finding.id().equals("autoscaler-on-group-it-may-empty"))
                .filter(finding -> !finding.id().equals("no-group-for-system-pods"))
                .toList();
    }

    private Finding onlyFinding() {
        List<Finding> findings = findings();
        assertThat(findings).hasSize(1);
        return findings.getFirst();
    }

    private static Trust byToken(String subject, String audience) {
        String issuer = "${Issuer}";
        return new Trust(
                List.of("Federated ${Provider}"),
                List.of("sts:AssumeRoleWithWebIdentity"),
                List.of(
                        new Condition("StringEquals", issuer + ":aud", List.of(audience)),
                        new Condition("StringEquals", issuer + ":sub", List.of(subject))));
    }

    private static Condition tag(String name, String value) {
        return new Condition("StringEquals", "aws:RequestTag/" + name, List.of(value));
    }

    private static HasMetadata account(Map<String, String> annotations) {
        return new ServiceAccountBuilder()
                .withNewMetadata()
                .withNamespace("kube-system")
                .withName("cluster-autoscaler")
                .withAnnotations(annotations)
                .endMetadata()
                .build();
    }

    private static Deployment autoscaler(String serviceAccount, String... arguments) {
        return new DeploymentBuilder()
                .withNewMetadata()
                .withNamespace("kube-system")
                .withName("cluster-autoscaler")
                .endMetadata()
                .withNewSpec()
                .withNewTemplate()
                .withNewMetadata()
                .endMetadata()
                .withNewSpec()
                .withServiceAccountName(serviceAccount)
                .addNewContainer()
                .withArgs(arguments)
                .endContainer()
                .endSpec()
                .endTemplate()
                .endSpec()
                .build();
    }

    private static NodeGroupConfig group(Environment environment) {
        return environment.nodeGroups().getFirst();
    }

    private static Environment environment(String groups) {
        String text =
                """
                cluster: {name: x, kubernetesVersion: '1.35', imageRegistry: registry.example.com}
                %s
                """
                        .formatted(
                                groups.isEmpty()
                                        ? """
                                        nodeGroups:
                                          - name: kong
                                            min: 0
                                            max: 9
                                            labels: {plimsoll.io/workload: kong}
                                            taints: [{key: plimsoll.io/workload, value: kong}]
                                        """
                                        : groups);
        try {
            return EnvironmentFile.parse("e.yaml", text, TODAY).environment();
        } catch (InvalidEnvironmentException e) {
            throw new AssertionError(e);
        }
    }
}
