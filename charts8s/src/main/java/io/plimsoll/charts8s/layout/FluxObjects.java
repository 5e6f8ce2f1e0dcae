package io.plimsoll.charts8s.layout;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.plimsoll.charts8s.object.ChartManifest;
import io.plimsoll.charts8s.object.CustomObject;
import io.plimsoll.environment.AddOnsConfig.GitOpsConfig;
import io.plimsoll.environment.AddOnsConfig.MetricsServer;
import io.plimsoll.environment.Environment;
import io.plimsoll.environment.names.SharedNames;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Flux's objects for one environment. */
record FluxObjects(Environment environment) {

    private static final String NAME = "plimsoll";
    private static final String ACCOUNT_VARIABLE = "AWS_ACCOUNT_ID";

    HasMetadata repository() {
        return CustomObject.of(
                "source.toolkit.fluxcd.io/v1",
                "GitRepository",
                metadata(NAME),
                Map.of(
                        "interval", "5m",
                        "ref", Map.of("branch", gitOps().revision()),
                        "url", gitOps().repository()));
    }

    HasMetadata kustomization(ChartManifest chart) {
        Map<String, Object> spec = new LinkedHashMap<>();
        spec.put("dependsOn", dependencies(chart.name()));
        spec.put("healthChecks", healthChecks(chart));
        spec.put("interval", "10m");
        spec.put("path", "./" + gitOps().path() + "/manifests/" + chart.name());
        if (chart.objects().toString().contains(SharedNames.ACCOUNT_PLACEHOLDER)) {
            spec.put("postBuild", account());
        }
        spec.put("prune", true);
        spec.put("retryInterval", "1m");
        spec.put("sourceRef", Map.of("kind", "GitRepository", "name", NAME));
        spec.put("timeout", "10m");
        spec.values().removeIf(List.of()::equals);
        return CustomObject.of(
                "kustomize.toolkit.fluxcd.io/v1",
                "Kustomization",
                metadata(name(chart.name())),
                spec);
    }

    private List<Map<String, Object>> dependencies(String chart) {
        boolean withMetricsServer =
                environment.workloads().addOns().metricsServer() == MetricsServer.CHART;
        List<String> charts =
                switch (chart) {
                    case "namespaces", "metrics-server" -> List.of();
                    case "kong" ->
                            withMetricsServer
                                    ? List.of("namespaces", "metrics-server", "upstream")
                                    : List.of("namespaces", "upstream");
                    case "load" -> List.of("kong");
                    default -> List.of("namespaces");
                };
        return charts.stream().<Map<String, Object>>map(c -> Map.of("name", name(c))).toList();
    }

    private static List<Map<String, Object>> healthChecks(ChartManifest chart) {
        return chart.objects().stream()
                .filter(Deployment.class::isInstance)
                .map(HasMetadata::getMetadata)
                .<Map<String, Object>>map(deployment ->
                        Map.of(
                                "apiVersion",
                                "apps/v1",
                                "kind",
                                "Deployment",
                                "name",
                                deployment.getName(),
                                "namespace",
                                deployment.getNamespace()))
                .toList();
    }

    /** Without an account in the environment, a ConfigMap of the cluster's has to name it. */
    private Map<String, Object> account() {
        return environment
                .cluster()
                .account()
                .<Map<String, Object>>map(
                        account -> Map.of("substitute", Map.of(ACCOUNT_VARIABLE, account)))
                .orElseGet(() ->
                        Map.of(
                                "substituteFrom",
                                List.of(Map.of("kind", "ConfigMap", "name", "plimsoll-account"))));
    }

    private GitOpsConfig gitOps() {
        return environment.workloads().addOns().gitops();
    }

    private static String name(String chart) {
        return NAME + "-" + chart;
    }

    private static ObjectMeta metadata(String name) {
        return new ObjectMetaBuilder().withName(name).withNamespace("flux-system").build();
    }
}
