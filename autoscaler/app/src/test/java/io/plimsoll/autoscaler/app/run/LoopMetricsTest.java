package io.plimsoll.autoscaler.app.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.plimsoll.autoscaler.decision.model.ObjectKey;
import io.plimsoll.autoscaler.decision.question.AutoscalingOptions.ClusterLimits;
import io.plimsoll.autoscaler.engine.port.LoopReport.Outcome;
import io.plimsoll.autoscaler.engine.port.Reporter.ObjectReference;
import io.plimsoll.autoscaler.engine.port.Reporter.Severity;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LoopMetricsTest {

    private final PrometheusMeterRegistry registry =
            new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final LoopMetrics metrics =
            new LoopMetrics(
                    registry,
                    ClusterLimits.DEFAULT,
                    true,
                    () -> Reports.START.plus(Duration.ofMillis(300)));

    @Test
    void namesAreClusterAutoscalers() {
        metrics.loopEnded(
                Reports.with(
                        List.of(
                                new Outcome.Done("scale-up kong 2 to 4"),
                                new Outcome.Done("remove node n2 of kong"),
                                new Outcome.Failed("scale-up load 1 to 2", "refused"),
                                new Outcome.Failed("free node n3", "conflict"))));

        assertThat(registry.scrape())
                .contains("cluster_autoscaler_cluster_safe_to_autoscale 1.0")
                .contains("cluster_autoscaler_unschedulable_pods_count{type=\"unschedulable\"} 1.0")
                .contains(
                        "cluster_autoscaler_scaled_up_nodes_total{gpu_name=\"\",gpu_resource_name=\"\"} 2.0")
                .contains(
                        "cluster_autoscaler_scaled_down_nodes_total{reason=\"underutilized\"} 1.0")
                .contains("cluster_autoscaler_errors_total{type=\"cloudProviderError\"} 1.0")
                .contains("cluster_autoscaler_errors_total{type=\"apiCallError\"} 1.0")
                .contains(
                        "cluster_autoscaler_unremovable_nodes_count{reason=\"NotUnderutilized\"} 1.0")
                .contains("cluster_autoscaler_node_group_max_count{node_group=\"kong\"} 6.0")
                .contains("cluster_autoscaler_cpu_limits_cores{direction=\"maximum\"} 320000.0")
                .contains(
                        "cluster_autoscaler_function_duration_seconds_sum{function=\"main\"} 0.3");
    }

    @Test
    void gaugesFollowAndCountersSum() {
        metrics.loopEnded(Reports.with(List.of(new Outcome.Done("scale-up kong 2 to 4"))));
        metrics.loopEnded(Reports.with(List.of(new Outcome.Done("scale-up kong 2 to 4"))));

        assertThat(registry.scrape())
                .contains(
                        "cluster_autoscaler_scaled_up_nodes_total{gpu_name=\"\",gpu_resource_name=\"\"} 4.0")
                .contains(
                        "cluster_autoscaler_unschedulable_pods_count{type=\"unschedulable\"} 1.0");
    }

    @Test
    void evictedPodsAreCounted() {
        metrics.event(
                new ObjectReference("Pod", "kong", "a"), Severity.NORMAL, "ScaleDown", "deleting");
        metrics.event(
                new ObjectReference("Node", "", "n1"), Severity.NORMAL, "ScaleDown", "marked");

        assertThat(registry.scrape())
                .contains(
                        "cluster_autoscaler_evicted_pods_total{eviction_result=\"succeeded\"} 1.0");
    }

    @Test
    void removalsAreCountedByTheReasonTheyWereDecidedFor() {
        metrics.loopEnded(Reports.removing("n1", Map.of(), List.of()));
        metrics.loopEnded(
                Reports.removing(
                        "n2",
                        Map.of(new ObjectKey("kong", "a"), "n3"),
                        List.of(
                                new Outcome.Done("remove node n1 of kong"),
                                new Outcome.Done("remove node n2 of kong"))));

        assertThat(registry.scrape())
                .contains("cluster_autoscaler_scaled_down_nodes_total{reason=\"empty\"} 1.0")
                .contains(
                        "cluster_autoscaler_scaled_down_nodes_total{reason=\"underutilized\"} 1.0");
    }
}
