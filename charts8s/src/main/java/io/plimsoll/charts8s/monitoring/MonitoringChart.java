package io.plimsoll.charts8s.monitoring;

import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.plimsoll.charts8s.kong.KongChart;
import io.plimsoll.charts8s.nodeautoscaler.NodeAutoscalerChart;
import io.plimsoll.charts8s.object.AppIdentity;
import io.plimsoll.charts8s.object.ChartManifest;
import io.plimsoll.environment.AutoscalerConfig.Kind;
import io.plimsoll.environment.Environment;
import io.plimsoll.environment.names.SharedNames;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;

/** What the Prometheus operator and Grafana's sidecar pick up. */
public final class MonitoringChart {

    private static final String DASHBOARD = "plimsoll.json";

    private MonitoringChart() {}

    public static ChartManifest of(Environment environment) {
        AppIdentity kong = KongChart.identity(environment);
        SortedMap<String, String> labels = environment.workloads().addOns().monitoring().labels();
        List<HasMetadata> objects = new ArrayList<>();
        objects.addAll(
                Scraping.of(
                        kong,
                        new SharedNames(environment).kongDeployment(),
                        "status",
                        8100,
                        labels));
        if (environment.workloads().autoscaler().program().kind() != Kind.KARPENTER) {
            AppIdentity autoscaler = NodeAutoscalerChart.identity(environment);
            objects.addAll(Scraping.of(autoscaler, autoscaler.name(), "metrics", 8085, labels));
            objects.add(Alerts.ofAutoscaler(autoscaler, labels));
        }
        objects.add(Alerts.ofKong(kong, new SharedNames(environment).kongDeployment(), labels));
        objects.add(dashboard(kong));
        return new ChartManifest("monitoring", objects);
    }

    private static HasMetadata dashboard(AppIdentity identity) {
        return new ConfigMapBuilder()
                .withMetadata(
                        new ObjectMetaBuilder(identity.metadata("plimsoll-dashboard"))
                                .addToLabels("grafana_dashboard", "1")
                                .build())
                .addToData(DASHBOARD, resource(DASHBOARD))
                .build();
    }

    private static String resource(String name) {
        try (InputStream stream = MonitoringChart.class.getResourceAsStream(name)) {
            return new String(
                    Objects.requireNonNull(stream, name).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
