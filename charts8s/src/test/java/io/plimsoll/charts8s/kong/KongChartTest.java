package io.plimsoll.charts8s.kong;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.plimsoll.charts8s.platform.NamespacesChart;
import io.plimsoll.environment.Environment;
import io.plimsoll.environment.file.EnvironmentFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KongChartTest {

    private static final String KONNECT =
            """

              mode: konnect
              konnect: {controlPlane: a.eu.cp0.konghq.com, telemetry: a.eu.tp0.konghq.com}
            """;
    private static final String HYBRID =
            """

              mode: hybrid
              hybrid: {controlPlane: cp.example.com, telemetry: tp.example.com}
            """;
    private static final String NLB = "service.beta.kubernetes.io/aws-load-balancer-";

    @TempDir private Path folder;

    private Environment environment(String kong) throws Exception {
        Path file = folder.resolve("environment.yaml");
        Files.writeString(file, "cluster: {name: x, kubernetesVersion: '1.35'}\nkong: " + kong);
        return EnvironmentFile.read(file, LocalDate.parse("2026-11-24")).environment();
    }

    private static <T extends HasMetadata> T only(Environment environment, Class<T> kind) {
        List<HasMetadata> objects = KongChart.of(environment).objects();
        return objects.stream().filter(kind::isInstance).map(kind::cast).findFirst().orElseThrow();
    }

    private static PodSpec pod(Environment environment) {
        return only(environment, Deployment.class).getSpec().getTemplate().getSpec();
    }

    private static Container proxy(Environment environment) {
        return pod(environment).getContainers().getFirst();
    }

    private static Map<String, String> variables(Environment environment) {
        Map<String, String> variables = new TreeMap<>();
        for (EnvVar variable : proxy(environment).getEnv()) {
            variables.put(variable.getName(), variable.getValue());
        }
        return variables;
    }

    @ParameterizedTest
    @CsvSource({"'4', 4", "1500m, 2", "300m, 1", "null, auto"})
    void startsAsManyWorkersAsTheCpuLimitLetsRun(String limit, String workers) throws Exception {
        assertThat(variables(environment("{limits: {cpu: " + limit + "}}")))
                .containsEntry("KONG_NGINX_WORKER_PROCESSES", workers);
    }

    @Test
    void leavesTheCpuLimitOutWhereThereIsNone() throws Exception {
        Environment environment = environment("{limits: {cpu: null, memory: 1Gi}}");

        assertThat(proxy(environment).getResources().getLimits())
                .containsKey("memory")
                .doesNotContainKey("cpu");
    }

    @Test
    void takesWhatTheEnvironmentSaysOfKongsSettings() throws Exception {
        Environment environment =
                environment(
                        "{env: {mem_cache_size: 512m, nginx_worker_processes: 3}, envFrom: [{secret: a}, {configMap: b}]}");

        assertThat(variables(environment))
                .containsEntry("KONG_MEM_CACHE_SIZE", "512m")
                .containsEntry("KONG_NGINX_WORKER_PROCESSES", "3");
        assertThat(proxy(environment).getEnvFrom().getFirst().getSecretRef().getName())
                .isEqualTo("a");
        assertThat(proxy(environment).getEnvFrom().getLast().getConfigMapRef().getName())
                .isEqualTo("b");
    }

    @Test
    void routesByExpressionsWithKonnectAndByKongsDefaultElsewhere() throws Exception {
        assertThat(variables(environment(KONNECT)))
                .containsEntry("KONG_ROUTER_FLAVOR", "expressions");
        assertThat(variables(environment(HYBRID)))
                .containsEntry("KONG_ROUTER_FLAVOR", "traditional_compatible");
        assertThat(variables(environment(KONNECT + "  env: {router_flavor: traditional}\n")))
                .containsEntry("KONG_ROUTER_FLAVOR", "traditional");
    }

    @Test
    void servesAConfigurationOfOnesOwnWithPluginsOfOnesOwn() throws Exception {
        String config = "_format_version: '3.0'\nservices: []\n";
        Files.writeString(folder.resolve("kong.yml"), config);
        Environment environment =
                environment(
                        "{config: kong.yml, plugins: [rate-limiting, {name: ours, configMap: ours-code}]}");

        assertThat(only(environment, ConfigMap.class).getData()).containsValue(config);
        assertThat(variables(environment))
                .containsEntry("KONG_PLUGINS", "bundled,rate-limiting,ours");
        assertThat(proxy(environment).getVolumeMounts())
                .extracting(VolumeMount::getMountPath)
                .contains("/opt/kong/plugins/ours");
        assertThat(pod(environment).getVolumes())
                .extracting(Volume::getName)
                .contains("plugin-ours")
                .doesNotContain("plugin-rate-limiting");
    }

    @Test
    void rollsOutAConfigurationThatHasChanged() throws Exception {
        Files.writeString(folder.resolve("kong.yml"), "_format_version: '3.0'\n");
        Map<String, String> before = podAnnotations(environment("{config: kong.yml}"));
        Files.writeString(folder.resolve("kong.yml"), "_format_version: '3.0'\nservices: []\n");
        Map<String, String> after = podAnnotations(environment("{config: kong.yml}"));

        assertThat(after).isNotEqualTo(before);
    }

    @Test
    void restartsWithANewVersionOfTheCertificate() throws Exception {
        String from =
                KONNECT
                        + "  certificateFrom: {secret: kong/certificate, by: %s, version: 0a1b2c3d-0a1b-0a1b-0a1b-0a1b2c3d4e%s}\n";

        assertThat(podAnnotations(environment(from.formatted("external-secrets", "5f"))))
                .isNotEqualTo(
                        podAnnotations(environment(from.formatted("external-secrets", "60"))));
        assertThat(
                        only(
                                        environment(from.formatted("secrets-store-csi", "5f")),
                                        GenericKubernetesResource.class)
                                .toString())
                .contains("objectVersion: \"0a1b2c3d-0a1b-0a1b-0a1b-0a1b2c3d4e5f\"");
    }

    @Test
    void letsReloaderRestartItWhenItsSecretChanges() throws Exception {
        assertThat(only(environment(KONNECT), Deployment.class).getMetadata().getAnnotations())
                .containsEntry("secret.reloader.stakater.com/reload", "kong-cluster-cert");
    }

    @Test
    void knowsTheControlPlaneByOneCertificateForBoth() throws Exception {
        Map<String, String> variables =
                variables(
                        environment(
                                HYBRID.replace(
                                        "tp.example.com}", "tp.example.com, mtls: shared}")));

        assertThat(variables)
                .containsEntry("KONG_CLUSTER_MTLS", "shared")
                .doesNotContainKeys("KONG_CLUSTER_CA_CERT", "KONG_CLUSTER_SERVER_NAME");
        assertThat(variables(environment(HYBRID)))
                .containsEntry("KONG_CLUSTER_MTLS", "pki")
                .containsKey("KONG_CLUSTER_CA_CERT");
    }

    @ParameterizedTest
    @CsvSource({"public-nlb", "internal-nlb"})
    void servesBehindALoadBalancerUntilThatHasLetItGo(String exposure) throws Exception {
        Environment environment = environment("{exposure: " + exposure + "}");
        Map<String, String> annotations =
                only(environment, Service.class).getMetadata().getAnnotations();

        assertThat(proxy(environment).getLifecycle().getPreStop().getExec().getCommand())
                .containsExactly("kong", "quit", "--wait=120", "--timeout=55");
        assertThat(pod(environment).getTerminationGracePeriodSeconds()).isGreaterThan(120 + 55);
        assertThat(annotations)
                .containsEntry(NLB + "healthcheck-protocol", "http")
                .containsEntry(NLB + "healthcheck-port", "8100")
                .containsEntry(NLB + "healthcheck-path", "/status/ready")
                .containsEntry(
                        NLB + "target-group-attributes",
                        "deregistration_delay.timeout_seconds=120,preserve_client_ip.enabled=true");
        assertThat(NamespacesChart.of(environment).objects())
                .filteredOn(Namespace.class::isInstance)
                .filteredOn(namespace -> namespace.getMetadata().getName().equals("kong"))
                .singleElement()
                .extracting(namespace -> namespace.getMetadata().getLabels())
                .asInstanceOf(InstanceOfAssertFactories.MAP)
                .containsEntry("elbv2.k8s.aws/pod-readiness-gate-inject", "enabled");
    }

    @Test
    void endsAsTheKongChartWithinTheCluster() throws Exception {
        Environment environment = environment("{}");

        assertThat(proxy(environment).getLifecycle().getPreStop().getExec().getCommand())
                .containsExactly("kong", "quit", "--wait=15", "--timeout=10");
        assertThat(pod(environment).getTerminationGracePeriodSeconds()).isEqualTo(30);
    }

    @Test
    void letsInWhomTheEnvironmentNames() throws Exception {
        assertThat(
                        only(
                                        environment(
                                                "{exposure: public-nlb, sourceRanges: [203.0.113.0/24]}"),
                                        Service.class)
                                .getSpec()
                                .getLoadBalancerSourceRanges())
                .containsExactly("203.0.113.0/24");
    }

    @Test
    void runsWithThePriorityAndThePullSecretsThatTheEnvironmentNames() throws Exception {
        PodSpec pod = pod(environment("{priorityClassName: edge, imagePullSecrets: [registry]}"));

        assertThat(pod.getPriorityClassName()).isEqualTo("edge");
        assertThat(pod.getImagePullSecrets())
                .singleElement()
                .hasFieldOrPropertyWithValue("name", "registry");
    }

    private static Map<String, String> podAnnotations(Environment environment) {
        return only(environment, Deployment.class)
                .getSpec()
                .getTemplate()
                .getMetadata()
                .getAnnotations();
    }
}
