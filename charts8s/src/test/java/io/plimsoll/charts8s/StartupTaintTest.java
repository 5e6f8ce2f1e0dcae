package io.plimsoll.charts8s;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Toleration;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.plimsoll.charts8s.layout.EnvironmentCharts;
import io.plimsoll.environment.Environment;
import io.plimsoll.environment.file.EnvironmentFile;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A taint that an agent takes away when it has started, as Cilium's does. */
class StartupTaintTest {

    private static Environment environment(String taint) throws Exception {
        return EnvironmentFile.parse(
                        "e.yaml",
                        """
                        cluster: {name: x, kubernetesVersion: "1.35"}
                        nodeGroups:
                          - {name: system, max: 3, labels: {plimsoll.io/workload: system}}
                          - name: kong
                            max: 6
                            labels: {plimsoll.io/workload: kong}
                            taints: [{key: plimsoll.io/workload, value: kong}, %s]
                        """
                                .formatted(taint),
                        LocalDate.parse("2026-11-24"))
                .environment();
    }

    private static Deployment deployment(Environment environment, String name) {
        return EnvironmentCharts.of(environment).stream()
                .flatMap(chart -> chart.objects().stream())
                .filter(Deployment.class::isInstance)
                .map(Deployment.class::cast)
                .filter(deployment -> deployment.getMetadata().getName().equals(name))
                .findFirst()
                .orElseThrow();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{key: node.cilium.io/agent-not-ready, value: 'true', effect: NoExecute}",
                "{key: example.com/starting, startup: true}"
            })
    void isToldToTheAutoscalerAndToleratedByNobody(String taint) throws Exception {
        Environment environment = environment(taint);
        String key = taint.replaceFirst(".*key: ([^,]+),.*", "$1");

        assertThat(
                        deployment(environment, "kong-kong")
                                .getSpec()
                                .getTemplate()
                                .getSpec()
                                .getTolerations())
                .extracting(Toleration::getKey)
                .containsExactly("plimsoll.io/workload");
        List<String> flags =
                deployment(environment, "cluster-autoscaler")
                        .getSpec()
                        .getTemplate()
                        .getSpec()
                        .getContainers()
                        .getFirst()
                        .getArgs();
        assertThat(flags).contains("--startup-taint=" + key);
    }
}
