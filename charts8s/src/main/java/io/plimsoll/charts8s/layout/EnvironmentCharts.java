package io.plimsoll.charts8s.layout;

import io.plimsoll.charts8s.kong.KongChart;
import io.plimsoll.charts8s.load.LoadChart;
import io.plimsoll.charts8s.monitoring.MonitoringChart;
import io.plimsoll.charts8s.nodeautoscaler.NodeAutoscalerChart;
import io.plimsoll.charts8s.object.ChartManifest;
import io.plimsoll.charts8s.own.OwnChart;
import io.plimsoll.charts8s.platform.MetricsServerChart;
import io.plimsoll.charts8s.platform.NamespacesChart;
import io.plimsoll.charts8s.upstream.UpstreamChart;
import io.plimsoll.environment.Environment;
import java.util.ArrayList;
import java.util.List;

/** All charts of an environment, in the order they are applied. */
public final class EnvironmentCharts {

    private EnvironmentCharts() {}

    public static List<ChartManifest> of(Environment environment) {
        List<ChartManifest> charts = new ArrayList<>();
        charts.add(NamespacesChart.of(environment));
        switch (environment.workloads().addOns().metricsServer()) {
            case CHART -> charts.add(MetricsServerChart.of(environment));
            case ADDON -> {}
        }
        charts.add(NodeAutoscalerChart.of(environment));
        charts.add(UpstreamChart.of(environment, KongChart.identity(environment)));
        charts.add(KongChart.of(environment));
        switch (environment.workloads().addOns().monitoring().by()) {
            case PROMETHEUS_OPERATOR -> charts.add(MonitoringChart.of(environment));
            case ANNOTATIONS -> {}
        }
        environment
                .workloads()
                .addOns()
                .workloads()
                .folder()
                .ifPresent(own -> charts.add(OwnChart.of(own)));
        charts.add(LoadChart.of(environment));
        return charts;
    }
}
