package io.plimsoll.autoscaler.kubernetes.objects;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.apps.DaemonSetBuilder;
import io.fabric8.kubernetes.api.model.scheduling.v1.PriorityClassBuilder;
import io.fabric8.kubernetes.api.model.storage.CSIDriverBuilder;
import io.fabric8.kubernetes.api.model.storage.CSIStorageCapacityBuilder;
import io.plimsoll.autoscaler.decision.model.HostPort;
import io.plimsoll.autoscaler.decision.model.ObjectKey;
import io.plimsoll.autoscaler.decision.model.Pod;
import io.plimsoll.autoscaler.decision.model.Resources;
import io.plimsoll.autoscaler.decision.model.Storage;
import io.plimsoll.autoscaler.decision.model.Taint;
import io.plimsoll.autoscaler.decision.model.Workload;
import io.plimsoll.autoscaler.kubernetes.objects.KubernetesObjects.Conversion;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class KubernetesObjectsTest {
    @Test
    void namesTheWrongObjectAndReadsTheOthers() {
        Conversion conversion =
                KubernetesObjects.convert(
                        List.of(
                                pod("good", container("100m")),
                                pod("wrong", container("100x")),
                                new ConfigMapBuilder()
                                        .withNewMetadata()
                                        .withName("c")
                                        .endMetadata()
                                        .build()));

        assertThat(conversion.cluster().pods())
                .extracting(Pod::key)
                .containsExactly(new ObjectKey("kong", "good"));
        assertThat(conversion.problems())
                .singleElement()
                .asString()
                .startsWith(
                        "Pod kong/wrong: spec.containers[0].resources.requests.cpu: \"100x\" is not");
    }

    @Test
    void countsInitContainersBesideTheSidecarsStartedBeforeThem() {
        HasMetadata pod =
                new PodBuilder(pod("p", container("500m"), container("0.5m"), container("0.5m")))
                        .editSpec()
                        .addToInitContainers(sidecar("200m"), container("900m"), sidecar("100m"))
                        .withOverhead(Map.of("cpu", new Quantity("10m")))
                        .endSpec()
                        .build();

        assertThat(onlyPod(List.of(pod)).spec().requests()).isEqualTo(Resources.ofPod(1110, 0));
        assertThat(onlyPod(List.of(pod)).spec().containerRequests())
                .isEqualTo(Resources.ofPod(501, 0));
    }

    @Test
    void keepsNoCopyOfWhatSomebodyApplied() {
        HasMetadata pod =
                new PodBuilder(pod("p", container("1")))
                        .editMetadata()
                        .addToAnnotations(
                                "kubectl.kubernetes.io/last-applied-configuration",
                                "{\"env\":[{\"name\":\"PASSWORD\",\"value\":\"secret\"}]}")
                        .addToAnnotations("team", "edge")
                        .endMetadata()
                        .build();

        assertThat(onlyPod(List.of(pod)).metadata().annotations())
                .containsOnly(Map.entry("team", "edge"));
    }

    @Test
    void takesPodLevelRequestsInsteadOfTheSum() {
        HasMetadata pod =
                new PodBuilder(pod("p", container("500m")))
                        .editSpec()
                        .withNewResources()
                        .addToRequests("cpu", new Quantity("2"))
                        .endResources()
                        .endSpec()
                        .build();

        assertThat(onlyPod(List.of(pod)).spec().requests()).isEqualTo(Resources.ofPod(2000, 0));
    }

    @Test
    void readsWhatLimitsAPodOnNewerClusters() {
        HasMetadata pod =
                new PodBuilder(pod("p", container("1")))
                        .editSpec()
                        .addNewResourceClaim()
                        .withName("gpu")
                        .endResourceClaim()
                        .addNewSchedulingGate("example.com/quota")
                        .addNewInitContainer()
                        .withName("mesh")
                        .withRestartPolicy("Always")
                        .addNewPort()
                        .withHostPort(15001)
                        .endPort()
                        .endInitContainer()
                        .endSpec()
                        .build();

        Pod.Spec spec = onlyPod(List.of(pod)).spec();
        assertThat(spec.constraints().resourceClaims()).containsExactly("gpu");
        assertThat(spec.constraints().hostPorts()).extracting(HostPort::port).contains(15001);
        assertThat(spec.policy().gates()).containsExactly("example.com/quota");
    }

    @ParameterizedTest
    @CsvSource({"1h30m, 5400", "1.5s, 1.5", ".5s, 0.5", "soon, ", "-5s, ", "9999999999h, "})
    void readsAPodsOwnDelayAsGoDoes(String annotation, BigDecimal seconds) {
        HasMetadata pod =
                new PodBuilder(pod("p", container("1")))
                        .editMetadata()
                        .addToAnnotations(
                                "cluster-autoscaler.kubernetes.io/pod-scale-up-delay", annotation)
                        .endMetadata()
                        .build();

        assertThat(onlyPod(List.of(pod)).spec().policy().scaleUpDelay())
                .isEqualTo(
                        Optional.ofNullable(seconds)
                                .map(each -> Duration.ofMillis(each.movePointRight(3).intValue())));
    }

    @Test
    void readsHowMuchACsiDriverCanProvision() {
        HasMetadata driver =
                new CSIDriverBuilder()
                        .withNewMetadata()
                        .withName("disks")
                        .endMetadata()
                        .withNewSpec()
                        .withStorageCapacity(true)
                        .endSpec()
                        .build();
        HasMetadata capacity =
                new CSIStorageCapacityBuilder()
                        .withNewMetadata()
                        .withNamespace("kube-system")
                        .withName("zone-a")
                        .endMetadata()
                        .withStorageClassName("fast")
                        .withCapacity(new Quantity("100Gi"))
                        .withMaximumVolumeSize(new Quantity("1Gi"))
                        .withNewNodeTopology()
                        .addToMatchLabels("zone", "a")
                        .endNodeTopology()
                        .build();

        Storage.CapacityTracking read =
                KubernetesObjects.convert(List.of(driver, capacity)).cluster().storage().capacity();

        assertThat(read.drivers()).containsExactly(Map.entry("disks", true));
        assertThat(read.published().values())
                .singleElement()
                .satisfies(published -> {
                    assertThat(published.className()).isEqualTo("fast");
                    assertThat(published.bytes()).isEqualTo(1L << 30);
                    assertThat(published.nodes().orElseThrow().matches(Map.of("zone", "a")))
                            .isTrue();
                });
    }

    @Test
    void looksUpThePriorityThatAdmissionHasNotSet() {
        HasMetadata urgent =
                new PriorityClassBuilder()
                        .withNewMetadata()
                        .withName("urgent")
                        .endMetadata()
                        .withValue(1000)
                        .build();
        HasMetadata pod =
                new PodBuilder(pod("p", container("1")))
                        .editSpec()
                        .withPriorityClassName("urgent")
                        .endSpec()
                        .build();

        assertThat(onlyPod(List.of(urgent, pod)).spec().policy().priority()).isEqualTo(1000);
    }

    @Test
    void givesDaemonPodsTheTolerationsOfTheirController() {
        HasMetadata daemonSet =
                new DaemonSetBuilder()
                        .withNewMetadata()
                        .withNamespace("kube-system")
                        .withName("aws-node")
                        .endMetadata()
                        .withNewSpec()
                        .withNewTemplate()
                        .withNewSpec()
                        .withContainers(container("50m"))
                        .endSpec()
                        .endTemplate()
                        .endSpec()
                        .build();

        Workload workload =
                KubernetesObjects.convert(List.of(daemonSet))
                        .cluster()
                        .controllers()
                        .workloads()
                        .getFirst();

        Pod pod = workload.podTemplate().orElseThrow();
        Taint cordon = new Taint("node.kubernetes.io/unschedulable", "", Taint.Effect.NO_SCHEDULE);
        assertThat(pod.isDaemon()).isTrue();
        assertThat(pod.spec().constraints().node().tolerations())
                .anyMatch(toleration -> toleration.tolerates(cordon));
    }

    private static Pod onlyPod(List<HasMetadata> objects) {
        Conversion conversion = KubernetesObjects.convert(objects);
        assertThat(conversion.problems()).isEmpty();
        return conversion.cluster().pods().getFirst();
    }

    private static io.fabric8.kubernetes.api.model.Pod pod(String name, Container... containers) {
        return new PodBuilder()
                .withNewMetadata()
                .withNamespace("kong")
                .withName(name)
                .endMetadata()
                .withNewSpec()
                .withContainers(containers)
                .endSpec()
                .build();
    }

    private static Container container(String cpu) {
        return new ContainerBuilder()
                .withNewResources()
                .addToRequests("cpu", new Quantity(cpu))
                .endResources()
                .build();
    }

    private static Container sidecar(String cpu) {
        return new ContainerBuilder(container(cpu)).withRestartPolicy("Always").build();
    }
}
