package io.plimsoll.checks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ServiceAccountBuilder;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscalerBuilder;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudgetBuilder;
import io.plimsoll.checks.manifest.Manifests;
import io.plimsoll.environment.file.EnvironmentFile;
import io.plimsoll.environment.file.InvalidEnvironmentException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ManifestChecksTest {

    private static final LocalDate TODAY = LocalDate.parse("2026-11-24");
    private static final String VOLUMES =
            "cluster-autoscaler.kubernetes.io/safe-to-evict-local-volumes";

    private static List<Finding> findings(HasMetadata... objects) {
        return findings("", objects);
    }

    private static List<Finding> findings(String more, HasMetadata... objects) {
        List<HasMetadata> all = new ArrayList<>(List.of(objects));
        all.add(account("arn:aws:iam::${AWS_ACCOUNT_ID}:role/x-us-west-1-autoscaler"));
        return findings(more, new Manifests(all));
    }

    private static List<Finding> findings(String more, Manifests manifests) {
        String text =
                "cluster: {name: x, kubernetesVersion: '1.35', imageRegistry: registry.example.com}\n"
                        + more;
        try {
            return EnvironmentChecks.run(
                            new Subject(
                                    EnvironmentFile.parse("e.yaml", text, TODAY).environment(),
                                    TODAY,
                                    manifests,
                                    Optional.empty()))
                    .findings();
        } catch (InvalidEnvironmentException e) {
            throw new AssertionError(e);
        }
    }

    private static HasMetadata account(String role) {
        return new ServiceAccountBuilder()
                .withNewMetadata()
                .withNamespace("kube-system")
                .withName("cluster-autoscaler")
                .addToAnnotations("eks.amazonaws.com/role-arn", role)
                .endMetadata()
                .build();
    }

    private static DeploymentBuilder deployment(String name, int replicas) {
        return new DeploymentBuilder()
                .withNewMetadata()
                .withNamespace("kong")
                .withName(name)
                .endMetadata()
                .withNewSpec()
                .withReplicas(replicas)
                .withNewTemplate()
                .withNewMetadata()
                .withLabels(Map.of("app", name))
                .endMetadata()
                .withNewSpec()
                .endSpec()
                .endTemplate()
                .endSpec();
    }

    private static HasMetadata hpa(int min, int max) {
        return new HorizontalPodAutoscalerBuilder()
                .withNewMetadata()
                .withNamespace("kong")
                .withName("kong")
                .endMetadata()
                .withNewSpec()
                .withNewScaleTargetRef("apps/v1", "Deployment", "kong")
                .withMinReplicas(min)
                .withMaxReplicas(max)
                .endSpec()
                .build();
    }

    private static HasMetadata budget(
            @Nullable String minAvailable, @Nullable String maxUnavailable) {
        return new PodDisruptionBudgetBuilder()
                .withNewMetadata()
                .withNamespace("kong")
                .withName("kong")
                .endMetadata()
                .withNewSpec()
                .withMinAvailable(rule(minAvailable))
                .withMaxUnavailable(rule(maxUnavailable))
                .withNewSelector()
                .addToMatchLabels("app", "kong")
                .endSelector()
                .endSpec()
                .build();
    }

    private static @Nullable IntOrString rule(@Nullable String text) {
        return text == null
                ? null
                : text.endsWith("%")
                        ? new IntOrString(text)
                        : new IntOrString(Integer.valueOf(text));
    }

    @ParameterizedTest
    @CsvSource({
        "2, 1, , false",
        "1, 1, , true",
        "3, 100%, , true",
        "3, 67%, , true",
        "4, 67%, , false",
        "3, , 0, true",
        "3, , 0%, true",
        "1, , 1, false",
        "1, , 1%, false"
    })
    void findsABudgetThatLetsNobodyGo(
            int replicas,
            @Nullable String minAvailable,
            @Nullable String maxUnavailable,
            boolean blocks) {
        List<Finding> findings =
                findings(
                        deployment("kong", replicas).build(), budget(minAvailable, maxUnavailable));

        assertThat(findings)
                .extracting(Finding::id)
                .isEqualTo(blocks ? List.of("pdb-blocks-every-drain") : List.of());
    }

    @Test
    void warnsOfABudgetThatBlocksWhileTheHpaIsAtItsMinimum() {
        assertThat(findings(deployment("kong", 1).build(), hpa(1, 10), budget("1", null)))
                .containsExactly(
                        new Finding(
                                "pdb-blocks-every-drain",
                                Finding.Severity.WARNING,
                                "PodDisruptionBudget kong/kong (minAvailable 1) lets no pod of Deployment"
                                        + " kong/kong go while it has 1 of them: their nodes cannot be"
                                        + " drained.",
                                "Say maxUnavailable: 1 in the budget, or give the workload more"
                                        + " replicas."));
    }

    @Test
    void leavesWorkloadsAloneThatABudgetDoesNotSelect() {
        assertThat(findings(deployment("other", 1).build(), budget("1", null))).isEmpty();
    }

    private static HasMetadata withVolumes(Map<String, String> annotations) {
        return deployment("kong", 1)
                .editSpec()
                .editTemplate()
                .editMetadata()
                .withAnnotations(annotations)
                .endMetadata()
                .editSpec()
                .addNewVolume()
                .withName("prefix")
                .withNewEmptyDir()
                .endEmptyDir()
                .endVolume()
                .addNewVolume()
                .withName("memory")
                .withNewEmptyDir()
                .withMedium("Memory")
                .endEmptyDir()
                .endVolume()
                .addNewVolume()
                .withName("tmp")
                .withNewHostPath()
                .withPath("/tmp")
                .endHostPath()
                .endVolume()
                .endSpec()
                .endTemplate()
                .endSpec()
                .build();
    }

    @Test
    void findsLocalVolumesThatKeepANode() {
        assertThat(findings(withVolumes(Map.of(VOLUMES, "prefix"))))
                .extracting(Finding::message, Finding::change)
                .containsExactly(
                        tuple(
                                "Pods of Deployment kong/kong have local volumes (tmp): a node with one is"
                                        + " never taken away.",
                                "Annotate the pods with "
                                        + VOLUMES
                                        + ": \"tmp\" if the volumes can be lost."));
    }

    @Test
    void doesNotAskToAnnotateThePodsOfAnEksAddon() {
        HasMetadata addon = withVolumes(Map.of(VOLUMES, "prefix"));
        addon.getMetadata().setLabels(Map.of("plimsoll.io/eks-addon", "metrics-server"));

        assertThat(findings(addon))
                .extracting(Finding::change)
                .containsExactly(
                        "The pods are EKS's own: set skip-nodes-with-local-storage: false in"
                                + " autoscaler.flags if such volumes can be lost.");
    }

    @Test
    void doesNotTrimTheNamesOfSafeVolumes() {
        assertThat(findings(withVolumes(Map.of(VOLUMES, "prefix, tmp")))).hasSize(1);
    }

    @Test
    void takesVolumesForSafeThatTheAnnotationsOrTheFlagSay() {
        assertThat(findings(withVolumes(Map.of(VOLUMES, "prefix,tmp")))).isEmpty();
        for (String said : List.of("true", "false")) {
            assertThat(
                            findings(
                                    withVolumes(
                                            Map.of(
                                                    "cluster-autoscaler.kubernetes.io/safe-to-evict",
                                                    said))))
                    .isEmpty();
        }
        assertThat(
                        findings(
                                "autoscaler: {flags: {skip-nodes-with-local-storage: false}}",
                                withVolumes(Map.of())))
                .isEmpty();
    }

    @Test
    void findsAServiceAccountWithAnotherRole() {
        assertThat(findings("", new Manifests(List.of(account("arn:aws:iam::1:role/other")))))
                .extracting(Finding::message)
                .containsExactly(
                        "ServiceAccount kube-system/cluster-autoscaler takes on role"
                                + " arn:aws:iam::1:role/other, the stacks make"
                                + " arn:aws:iam::${AWS_ACCOUNT_ID}:role/x-us-west-1-autoscaler.");
    }

    @Test
    void findsManifestsWithoutTheServiceAccount() {
        assertThat(findings("", new Manifests(List.of(deployment("kong", 1).build()))))
                .extracting(Finding::id)
                .containsExactly("service-account-without-role");
    }

    @Test
    void findsAnAutoscalerThatRunsAsSomebodyElse() {
        assertThat(findings(deployment("cluster-autoscaler", 2).build()))
                .extracting(Finding::message)
                .containsExactly(
                        "Deployment kong/cluster-autoscaler runs as ServiceAccount default, the"
                                + " autoscaler's role trusts cluster-autoscaler.");
    }

    @ParameterizedTest
    @CsvSource({"2, 4, true", "4, 4, false", "auto, 4, false", "2, 300m, false"})
    void findsWorkersThatCannotReachTheHpasTarget(String workers, String request, boolean found) {
        HasMetadata kong =
                new DeploymentBuilder()
                        .withNewMetadata()
                        .withName("kong-kong")
                        .withNamespace("kong")
                        .endMetadata()
                        .withNewSpec()
                        .withNewTemplate()
                        .withNewSpec()
                        .addNewContainer()
                        .withName("proxy")
                        .addNewEnv()
                        .withName("KONG_NGINX_WORKER_PROCESSES")
                        .withValue(workers)
                        .endEnv()
                        .withNewResources()
                        .addToRequests("cpu", new Quantity(request))
                        .endResources()
                        .endContainer()
                        .endSpec()
                        .endTemplate()
                        .endSpec()
                        .build();

        assertThat(findings(kong))
                .extracting(Finding::id)
                .matches(ids -> ids.contains("hpa-never-scales") == found);
    }
}
