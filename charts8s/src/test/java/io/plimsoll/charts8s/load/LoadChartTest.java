package io.plimsoll.charts8s.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.rbac.Role;
import io.plimsoll.environment.file.EnvironmentFile;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LoadChartTest {

    private static final long MIB = 1 << 20;

    private static List<HasMetadata> objects(String load) throws Exception {
        return LoadChart.of(
                        EnvironmentFile.parse(
                                        "e.yaml",
                                        "cluster: {name: x, kubernetesVersion: '1.35'}\nload: "
                                                + load,
                                        LocalDate.parse("2026-11-24"))
                                .environment())
                .objects();
    }

    private static <T extends HasMetadata> T one(
            List<HasMetadata> objects, Class<T> kind, String name) {
        return objects.stream()
                .filter(kind::isInstance)
                .map(kind::cast)
                .filter(object -> object.getMetadata().getName().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static long memoryLimit(Container container) {
        return Quantity.getAmountInBytes(container.getResources().getLimits().get("memory"))
                .longValueExact();
    }

    @Test
    void givesK6TheMemoryThatItsProfileTakes() throws Exception {
        List<HasMetadata> objects =
                objects(
                        """
                        {tool: k6, profiles: {
                          heavy: {connections: 800, qps: 3000, duration: 20m},
                          normal: {connections: 100, qps: 500, duration: 20m},
                          soak: {connections: 50, qps: 200, duration: 2h}}}\
                        """);

        assertThat(memoryLimit(container(objects, "load-heavy"))).isGreaterThan(1010 * 1_000_000L);
        assertThat(memoryLimit(container(objects, "load-normal"))).isLessThan(512 * MIB);
        assertThat(memoryLimit(container(objects, "load-soak"))).isGreaterThan(350 * MIB);
    }

    private static Container container(List<HasMetadata> objects, String job) {
        return one(objects, Job.class, job)
                .getSpec()
                .getTemplate()
                .getSpec()
                .getContainers()
                .getFirst();
    }

    @Test
    void failsAJobOfK6WhoseRequestsFail() throws Exception {
        assertThat(one(objects("{tool: k6}"), ConfigMap.class, "load-script").getData())
                .hasEntrySatisfying(
                        "load.js",
                        script -> assertThat(script).contains("thresholds", "http_req_failed"));
    }

    @Test
    void looksAtWhatFortioWroteWhenItHasEnded() throws Exception {
        var pod = one(objects("{}"), Job.class, "load-heavy").getSpec().getTemplate().getSpec();

        assertThat(pod.getInitContainers())
                .singleElement()
                .satisfies(fortio -> assertThat(fortio.getArgs()).contains("-json", "50,95,99"));
        assertThat(pod.getContainers())
                .singleElement()
                .satisfies(
                        report -> assertThat(report.getCommand()).contains("/scripts/report.sh"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"fortio", "k6"})
    void keepsTheNodeOfARun(String tool) throws Exception {
        assertThat(
                        one(objects("{tool: %s}".formatted(tool)), Job.class, "load-normal")
                                .getSpec()
                                .getTemplate()
                                .getMetadata()
                                .getAnnotations())
                .containsEntry("cluster-autoscaler.kubernetes.io/safe-to-evict", "false")
                .containsEntry("karpenter.sh/do-not-disrupt", "true");
    }

    @Test
    void leavesTimeToReadTheLogOfARun() throws Exception {
        assertThat(
                        one(objects("{}"), Job.class, "load-normal")
                                .getSpec()
                                .getTtlSecondsAfterFinished())
                .isGreaterThanOrEqualTo(3600);
    }

    @Test
    void mayWriteTheResultsAndNothingElse() throws Exception {
        List<HasMetadata> objects = objects("{}");

        assertThat(one(objects, Role.class, "load").getRules())
                .singleElement()
                .satisfies(rule -> {
                    assertThat(rule.getVerbs()).containsExactly("patch");
                    assertThat(rule.getResourceNames())
                            .allSatisfy(name -> one(objects, ConfigMap.class, name))
                            .containsExactly("load-result-heavy", "load-result-normal");
                });
    }
}
