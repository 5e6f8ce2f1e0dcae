package io.plimsoll.checks;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpecBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.apps.DaemonSetBuilder;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import io.plimsoll.autoscaler.decision.model.Pod;
import io.plimsoll.autoscaler.kubernetes.objects.PodConverter;
import io.plimsoll.autoscaler.kubernetes.objects.PodDefaults;
import io.plimsoll.autoscaler.kubernetes.objects.PriorityClasses;
import io.plimsoll.checks.manifest.Manifests;
import io.plimsoll.environment.file.EnvironmentFile;
import io.plimsoll.environment.file.InvalidEnvironmentException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** All pods of the manifests are packed, on one group of nodes with 1930m CPU. */
class CapacityChecksTest {

    private static final LocalDate TODAY = LocalDate.parse("2026-11-24");
    private static final Set<String> CAPACITY =
            Set.of("hpa-exceeds-groups", "workload-exceeds-groups", "pod-fits-no-group");

    private final List<HasMetadata> objects = new ArrayList<>();

    CapacityChecksTest() {
        objects.add(deployment("kong", "kong-kong", 1, Map.of("cpu", "300m")));
    }

    @Test
    void findsNothingWhereAllPodsFindRoom() {
        assertThat(findings(2, 12)).isEmpty();
    }

    @Test
    void countsTheRoomThatOtherPodsTake() {
        objects.add(deployment("team", "api", 2, Map.of("cpu", "900m")));

        assertThat(onlyFinding(2, 12).message())
                .contains("hpa.max asks for 12 Kong pods")
                .contains("6 run and 6 stay Pending");
    }

    @Test
    void saysWhichMaxHoldsTheOtherPodsToo() {
        objects.add(deployment("team", "api", 2, Map.of("cpu", "900m")));

        assertThat(onlyFinding(2, 12).change())
                .isEqualTo("Raise max of node group open to 3, or lower hpa.max to 6.");
    }

    @Test
    void countsEveryDaemonOnEveryNode() {
        objects.add(daemonSet("agent", "500m"));

        assertThat(onlyFinding(2, 12).message()).contains("8 run and 4 stay Pending");
    }

    @Test
    void countsTheDiskThatPodsAskFor() {
        objects.removeFirst();
        objects.add(
                deployment(
                        "kong", "kong-kong", 1, Map.of("cpu", "10m", "ephemeral-storage", "5Gi")));

        assertThat(onlyFinding(2, 12).message()).contains("run and").contains("stay Pending");
    }

    @Test
    void letsOneLoadRunAtATime() {
        objects.add(load("normal", "600m"));
        objects.add(load("heavy", "600m"));

        assertThat(findings(2, 10)).isEmpty();
        assertThat(onlyFinding(2, 12).message()).contains("10 run and 2 stay Pending");
    }

    @Test
    void findsAWorkloadWithMorePodsThanThereIsRoomFor() {
        objects.add(deployment("team", "api", 3, Map.of("cpu", "1500m")));

        assertThat(findings(2, 1))
                .containsExactly(
                        new Finding(
                                "workload-exceeds-groups",
                                Finding.Severity.ERROR,
                                "Deployment team/api has 3 pods; with node groups at their max 2 run"
                                        + " and 1 stay Pending.",
                                "Raise max of a node group that these pods may run on, or ask for fewer"
                                        + " of them."));
    }

    @Test
    void findsAPodThatAsksForALabelThatNoGroupHas() {
        objects.add(
                new DeploymentBuilder(deployment("team", "gpu", 1, Map.of("cpu", "1")))
                        .editSpec()
                        .editTemplate()
                        .editSpec()
                        .withNodeSelector(Map.of("gpu", "yes"))
                        .endSpec()
                        .endTemplate()
                        .endSpec()
                        .build());

        assertThat(onlyFinding(2, 1).message())
                .isEqualTo(
                        "A pod of Deployment team/gpu (1000m CPU, 0Mi memory) fits on no node: open"
                                + " (t3.large, 1930m CPU and 6837Mi free): node(s) didn't match Pod's"
                                + " node affinity/selector.");
    }

    @Test
    void findsAPodThatIsTooBigForEveryNode() {
        objects.add(deployment("team", "big", 1, Map.of("memory", "64Gi")));

        assertThat(onlyFinding(2, 1).message()).contains("Insufficient memory");
    }

    @Test
    void findsKongPodsThatOthersLeaveNoRoomAtAll() {
        objects.add(deployment("team", "api", 2, Map.of("cpu", "1900m")));

        assertThat(findings(2, 4))
                .extracting(Finding::change)
                .containsExactly(
                        "Raise max of node group open to 3.", "Raise max of node group open to 3.");
    }

    private Finding onlyFinding(int nodes, int hpaMax) {
        List<Finding> findings = findings(nodes, hpaMax);
        assertThat(findings).hasSize(1);
        return findings.getFirst();
    }

    private List<Finding> findings(int nodes, int hpaMax) {
        String text =
                """
                cluster: {name: x, kubernetesVersion: '1.35', imageRegistry: registry.example.com}
                nodeGroups: [{name: open, min: 1, max: %d}]
                hpa: {max: %d}
                load: {profiles: {normal: {}, heavy: {hpaMax: 1}}}
                """
                        .formatted(nodes, hpaMax);
        try {
            Subject subject =
                    new Subject(
                            EnvironmentFile.parse("e.yaml", text, TODAY).environment(),
                            TODAY,
                            new Manifests(objects, Optional.of(CapacityChecksTest::pod)),
                            Optional.empty());
            return EnvironmentChecks.run(subject).findings().stream()
                    .filter(finding -> CAPACITY.contains(finding.id()))
                    .toList();
        } catch (InvalidEnvironmentException e) {
            throw new AssertionError(e);
        }
    }

    private static Pod pod(PodTemplateSpec template, ObjectMeta owner) {
        return new PodConverter(PriorityClasses.of(List.of()))
                .convert(
                        new PodBuilder()
                                .withMetadata(new ObjectMetaBuilder(owner).build())
                                .withSpec(PodDefaults.apply(template.getSpec()))
                                .build());
    }

    private static Deployment deployment(
            String namespace, String name, int replicas, Map<String, String> requests) {
        return new DeploymentBuilder()
                .withNewMetadata()
                .withNamespace(namespace)
                .withName(name)
                .endMetadata()
                .withNewSpec()
                .withReplicas(replicas)
                .withTemplate(template(requests))
                .endSpec()
                .build();
    }

    private static HasMetadata daemonSet(String name, String cpu) {
        return new DaemonSetBuilder()
                .withNewMetadata()
                .withNamespace("kube-system")
                .withName(name)
                .endMetadata()
                .withNewSpec()
                .withTemplate(template(Map.of("cpu", cpu)))
                .endSpec()
                .build();
    }

    private static HasMetadata load(String profile, String cpu) {
        return new JobBuilder()
                .withNewMetadata()
                .withNamespace("demo")
                .withName("load-" + profile)
                .addToAnnotations("plimsoll.io/load-profile", profile)
                .endMetadata()
                .withNewSpec()
                .withSuspend(true)
                .withTemplate(template(Map.of("cpu", cpu)))
                .endSpec()
                .build();
    }

    private static PodTemplateSpec template(Map<String, String> requests) {
        PodTemplateSpecBuilder builder =
                new PodTemplateSpecBuilder()
                        .withNewMetadata()
                        .endMetadata()
                        .withNewSpec()
                        .addNewContainer()
                        .withName("main")
                        .withNewResources()
                        .endResources()
                        .endContainer()
                        .endSpec();
        PodTemplateSpec template = builder.build();
        requests.forEach((name, amount) ->
                template.getSpec()
                        .getContainers()
                        .getFirst()
                        .getResources()
                        .getRequests()
                        .put(name, new Quantity(amount)));
        return template;
    }
}
