package io.plimsoll.autoscaler.app.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.plimsoll.autoscaler.decision.answer.Action;
import io.plimsoll.autoscaler.decision.model.Brake;
import io.plimsoll.autoscaler.decision.model.ObjectKey;
import io.plimsoll.autoscaler.decision.question.AutoscalingOptions.ClusterLimits;
import io.plimsoll.autoscaler.decision.question.Observation;
import io.plimsoll.autoscaler.engine.port.LoopReport;
import io.plimsoll.autoscaler.engine.port.LoopReport.Outcome;
import io.plimsoll.autoscaler.engine.port.LoopReport.Problem;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class LoopMetricsTest {

    private static final Action GROWS = new Action.ScaleUp("kong", 2, 4, List.of(), "for a test");

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
                                new Outcome.Done(GROWS),
                                new Outcome.Done(Reports.removal("n2", Map.of())),
                                new Outcome.Failed(
                                        new Action.ScaleUp("load", 1, 2, List.of(), "it fits"),
                                        new Problem(Problem.Kind.ACCESS_DENIED, "refused")),
                                new Outcome.Failed(
                                        new Action.FreeNode("n3"),
                                        new Problem(Problem.Kind.CHANGED, "conflict")),
                                new Outcome.NotDelivered(
                                        "load", new Problem(Problem.Kind.TIMED_OUT, "too late")))));

        assertThat(registry.scrape())
                .contains("cluster_autoscaler_cluster_safe_to_autoscale 1.0")
                .contains("cluster_autoscaler_unschedulable_pods_count{type=\"unschedulable\"} 1.0")
                .contains(
                        "cluster_autoscaler_scaled_up_nodes_total{gpu_name=\"\",gpu_resource_name=\"\"} 2.0")
                .contains(
                        "cluster_autoscaler_scaled_down_nodes_total{reason=\"underutilized\"} 1.0")
                .contains("cluster_autoscaler_errors_total{type=\"cloudProviderError\"} 2.0")
                .contains("cluster_autoscaler_failed_scale_ups_total{reason=\"apiCallError\"} 1.0")
                .contains("cluster_autoscaler_failed_scale_ups_total{reason=\"timeout\"} 1.0")
                .contains(
                        "cluster_autoscaler_failed_actions_total{action=\"FreeNode\",reason=\"CHANGED\"} 1.0")
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
        metrics.loopEnded(Reports.with(List.of(new Outcome.Done(GROWS))));
        metrics.loopEnded(Reports.with(List.of(new Outcome.Done(GROWS))));

        assertThat(registry.scrape())
                .contains(
                        "cluster_autoscaler_scaled_up_nodes_total{gpu_name=\"\",gpu_resource_name=\"\"} 4.0")
                .contains(
                        "cluster_autoscaler_unschedulable_pods_count{type=\"unschedulable\"} 1.0");
    }

    @Test
    void evictedPodsAreCounted() {
        ObjectKey pod = new ObjectKey("kong", "a");
        metrics.loopEnded(Reports.with(List.of(new Outcome.Done(new Action.Evict(pod, "n1")))));

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
                                new Outcome.Done(Reports.removal("n1", Map.of())),
                                new Outcome.Done(
                                        Reports.removal(
                                                "n2", Map.of(new ObjectKey("kong", "a"), "n3"))))));

        assertThat(registry.scrape())
                .contains("cluster_autoscaler_scaled_down_nodes_total{reason=\"empty\"} 1.0")
                .contains(
                        "cluster_autoscaler_scaled_down_nodes_total{reason=\"underutilized\"} 1.0");
    }

    @Test
    void theBrakesAreSeen() {
        LoopReport report = Reports.with(List.of(new Outcome.Withheld(GROWS)));
        metrics.loopEnded(
                new LoopReport(
                        report.time(),
                        new Observation(
                                report.observation().cluster().with(new Brake.Pulled("for a test")),
                                report.observation().nodeGroups()),
                        report.history(),
                        report.decision(),
                        report.outcomes()));

        assertThat(registry.scrape())
                .contains("cluster_autoscaler_observe_only 1.0")
                .contains("cluster_autoscaler_removals_last_hour 0.0")
                .contains("cluster_autoscaler_withheld_actions_total{action=\"ScaleUp\"} 1.0");
        metrics.loopEnded(report);
        assertThat(registry.scrape()).contains("cluster_autoscaler_observe_only 0.0");
    }

    @Test
    void partsOfALoopAreMeasuredByTheirNames() {
        LoopReport report = Reports.with(List.of());
        metrics.loopEnded(
                new LoopReport(
                        report.time(),
                        report.observation(),
                        report.history(),
                        report.decision(),
                        report.outcomes(),
                        new TreeMap<>(Map.of("decide", Duration.ofMillis(20)))));

        assertThat(registry.scrape())
                .contains(
                        "cluster_autoscaler_function_duration_seconds_sum{function=\"decide\"} 0.02")
                .contains("cluster_autoscaler_pending_node_deletions 0.0")
                .contains("cluster_autoscaler_scale_down_in_cooldown 0.0");
    }
}
