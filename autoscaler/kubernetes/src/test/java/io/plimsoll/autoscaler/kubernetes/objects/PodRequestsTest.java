package io.plimsoll.autoscaler.kubernetes.objects;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.ContainerStatusBuilder;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodSpecBuilder;
import io.fabric8.kubernetes.api.model.PodStatus;
import io.fabric8.kubernetes.api.model.PodStatusBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceRequirements;
import io.fabric8.kubernetes.api.model.ResourceRequirementsBuilder;
import io.plimsoll.autoscaler.decision.model.Resources;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The rule of {@code determineContainerReqs} in {@code k8s.io/component-helpers/resource}. */
final class PodRequestsTest {
    /** Millicores that are asked for, allocated, and there; 0 for a status that does not say. */
    @ParameterizedTest
    @CsvSource({
        "500, 500, 500, '', 500",
        "900, 500, 500, '', 900",
        "900, 500, 500, Deferred, 900",
        "900, 500, 500, Infeasible, 500",
        "200, 500, 500, '', 500",
        "200, 200, 500, '', 500",
        "200, 500, 300, '', 500",
        "500, 900, 0, '', 500",
        "500, 0, 700, '', 700"
    })
    void countsTheLargestOfAskedAllocatedAndActual(
            int asked, int allocated, int actual, String resize, int counted) {
        PodSpec spec =
                new PodSpecBuilder()
                        .withContainers(container("proxy", asked))
                        .withInitContainers(
                                new ContainerBuilder(container("mesh", asked))
                                        .withRestartPolicy("Always")
                                        .build(),
                                container("setup", 1))
                        .build();
        PodStatus status =
                new PodStatusBuilder()
                        .withContainerStatuses(status("proxy", allocated, actual))
                        .withInitContainerStatuses(status("mesh", allocated, actual))
                        .addNewCondition()
                        .withType("PodResizePending")
                        .withReason(resize)
                        .endCondition()
                        .build();

        assertThat(PodRequests.effective(spec, status)).isEqualTo(Resources.ofPod(2L * counted, 0));
        assertThat(PodRequests.ofContainers(spec)).isEqualTo(Resources.ofPod(asked, 0));
    }

    @ParameterizedTest
    @CsvSource({"2000, 0, 2000", "2000, 3000, 3000", "2000, 1000, 2000", "0, 3000, 500"})
    void countsWhatThePodItselfAsksForOrHas(int asked, int actual, int counted) {
        PodSpec spec =
                new PodSpecBuilder()
                        .withContainers(container("proxy", 500))
                        .withResources(asked == 0 ? null : cpu(asked))
                        .build();
        PodStatus status =
                new PodStatusBuilder().withResources(actual == 0 ? null : cpu(actual)).build();

        assertThat(PodRequests.effective(spec, status)).isEqualTo(Resources.ofPod(counted, 0));
    }

    @Test
    void takesAPodsOwnLimitForItsRequestWhereNobodyAsks() {
        PodSpec template =
                new PodSpecBuilder()
                        .withContainers(container("proxy", 500))
                        .withNewResources()
                        .addToLimits("cpu", new Quantity("2"))
                        .addToLimits("memory", new Quantity("100"))
                        .endResources()
                        .build();

        assertThat(PodRequests.effective(PodDefaults.apply(template), new PodStatus()))
                .isEqualTo(Resources.ofPod(500, 100));
    }

    private static Container container(String name, int milliCpu) {
        return new ContainerBuilder().withName(name).withResources(cpu(milliCpu)).build();
    }

    private static ContainerStatus status(String name, int allocated, int actual) {
        return new ContainerStatusBuilder()
                .withName(name)
                .withAllocatedResources(
                        allocated == 0 ? Map.of() : Map.of("cpu", new Quantity(allocated + "m")))
                .withResources(actual == 0 ? null : cpu(actual))
                .build();
    }

    private static ResourceRequirements cpu(int milli) {
        return new ResourceRequirementsBuilder()
                .addToRequests("cpu", new Quantity(milli + "m"))
                .build();
    }
}
