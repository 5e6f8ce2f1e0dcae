package io.plimsoll.environment.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.Quantity;
import io.plimsoll.environment.FileText;
import io.plimsoll.environment.KongConfig;
import io.plimsoll.environment.KongRuntime.Plugin;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KongSettingsTest {

    private static final LocalDate TODAY = LocalDate.parse("2026-11-24");

    @TempDir private Path folder;

    private KongConfig kong(String block) throws Exception {
        Path file = folder.resolve("environment.yaml");
        Files.writeString(file, "cluster: {name: x}\nkong: " + block);
        return EnvironmentFile.read(file, TODAY).environment().workloads().kong();
    }

    @Test
    void mayHaveNoCpuLimit() throws Exception {
        KongConfig kong = kong("{limits: {cpu: null, memory: 1Gi}}");

        assertThat(kong.container().limits().cpu()).isEmpty();
        assertThat(kong.container().limits().memory()).isEqualTo(new Quantity("1Gi"));
    }

    @Test
    void hasTheDefaultCpuLimitWhereNoneIsNamed() throws Exception {
        assertThat(kong("{limits: {memory: 1Gi}}").container().limits().cpu())
                .hasValue(new Quantity("1500m"));
    }

    @Test
    void takesKongsOwnSettings() throws Exception {
        Files.writeString(folder.resolve("kong.yml"), "_format_version: '3.0'\n");

        KongConfig kong =
                kong(
                        """

                          env: {nginx_worker_processes: 4, mem_cache_size: 512m}
                          envFrom: [{secret: kong-tokens}]
                          terminationGracePeriodSeconds: 300
                          priorityClassName: edge
                          plugins: [rate-limiting, {name: ours, configMap: ours-code}]
                          config: kong.yml
                        """);

        assertThat(kong.container().runtime().env())
                .isEqualTo(Map.of("nginx_worker_processes", "4", "mem_cache_size", "512m"));
        assertThat(kong.container().runtime().plugins())
                .containsExactly(
                        new Plugin("rate-limiting", Optional.empty()),
                        new Plugin("ours", Optional.of("ours-code")));
        assertThat(kong.configuration().config())
                .hasValue(new FileText("kong.yml", "_format_version: '3.0'\n"));
        assertThat(kong.graceSeconds()).isEqualTo(300);
    }

    @Test
    void leavesALoadBalancerTwoMinutes() throws Exception {
        KongConfig kong = kong("{exposure: public-nlb}");

        assertThat(kong.drainSeconds()).isEqualTo(120);
        assertThat(kong.graceSeconds()).isGreaterThan(kong.drainSeconds() + kong.quitSeconds());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    {env: {database: postgres}}             | kong.env.database: must be left out, as Plimsoll sets it: set kong.mode
                    {env: {cluster_cert: /a}}               | kong.env.cluster_cert: must be left out, as Plimsoll sets it: set kong.konnect or kong.hybrid
                    {env: {KONG_DATABASE: off}}             | kong.env.KONG_DATABASE: must be a setting of kong.conf in lower case, such as mem_cache_size, is 'KONG_DATABASE'
                    {env: {nginx_worker_processes: many}}   | kong.env.nginx_worker_processes: must be a number of processes or auto, is 'many'
                    {env: {redis_password: hunter2}}        | kong.env.redis_password: must hold no credential, which the manifests would tell everybody; name its Secret in kong.envFrom
                    {envFrom: [{}]}                         | kong.envFrom[0]: must name either secret or configMap
                    {config: missing.yml}                   | kong.config: must be a file, its path relative to this one, is 'missing.yml': no such file
                    {exposure: public-nlb, terminationGracePeriodSeconds: 60} | kong.terminationGracePeriodSeconds: must be at least 135, as a pod waits 120 s for what sends requests to it before it ends, is 60
                    {sourceRanges: [10.0.0.0/8]}            | kong.sourceRanges: must be left out with exposure: cluster, where there is no load balancer
                    """)
    void refusesWhatCannotWork(String block, String complaint) {
        assertThatThrownBy(() -> kong(block))
                .isInstanceOf(InvalidEnvironmentException.class)
                .hasMessageContaining(complaint);
    }

    @Test
    void refusesAConfigurationThatTheControlPlaneHandsOut() throws Exception {
        Files.writeString(folder.resolve("kong.yml"), "_format_version: '3.0'\n");

        assertThatThrownBy(() ->
                        kong(
                                """

                                  mode: konnect
                                  konnect: {controlPlane: a.us.cp0.konghq.com, telemetry: a.us.tp0.konghq.com}
                                  config: kong.yml
                                """))
                .hasMessageContaining("kong.config: must be left out unless mode is dbless");
    }
}
