package io.plimsoll.charts8s.layout;

import io.plimsoll.charts8s.kong.KongChart;
import io.plimsoll.charts8s.load.LoadChart;
import io.plimsoll.charts8s.nodeautoscaler.NodeAutoscalerChart;
import io.plimsoll.charts8s.object.ChartManifest;
import io.plimsoll.charts8s.platform.MetricsServerChart;
import io.plimsoll.charts8s.platform.NamespacesChart;
import io.plimsoll.charts8s.upstream.UpstreamChart;
import io.plimsoll.environment.Environment;
import java.util.List;

/** All charts of an environment, in the order they are applied. */
public final class EnvironmentCharts {

    private EnvironmentCharts() {}

    public static List<ChartManifest> of(Environment environment) {
        return List.of(
                NamespacesChart.of(environment),
                MetricsServerChart.of(environment),
                NodeAutoscalerChart.of(environment),
                UpstreamChart.of(environment, KongChart.identity(environment)),
                KongChart.of(environment),
                LoadChart.of(environment));
    }
}
