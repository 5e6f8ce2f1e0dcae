package io.plimsoll.autoscaler.app.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.plimsoll.autoscaler.decision.answer.Action;
import io.plimsoll.autoscaler.decision.answer.Decision;
import io.plimsoll.autoscaler.decision.model.Cluster;
import io.plimsoll.autoscaler.decision.model.Metadata;
import io.plimsoll.autoscaler.decision.model.Node;
import io.plimsoll.autoscaler.decision.model.NodeGroup;
import io.plimsoll.autoscaler.decision.model.NodeGroupOptions;
import io.plimsoll.autoscaler.decision.model.ObjectKey;
import io.plimsoll.autoscaler.decision.model.Pod;
import io.plimsoll.autoscaler.decision.model.Resources;
import io.plimsoll.autoscaler.decision.question.History;
import io.plimsoll.autoscaler.decision.question.Observation;
import io.plimsoll.autoscaler.engine.port.LoopReport;
import io.plimsoll.autoscaler.engine.port.LoopReport.Outcome;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class ReactionMetricsTest {

    private static final Instant START = Reports.START;
    private static final ObjectKey KEY = new ObjectKey("kong", "waiting");

    private final PrometheusMeterRegistry registry =
            new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final ReactionMetrics metrics = new ReactionMetrics(registry);

    @Test
    void eachStepIsMeasuredOnce() {
        loop(2, List.of(), pod(false), true);
        loop(45, List.of(node()), pod(false), false);
        loop(60, List.of(node()), pod(true), false);
        loop(70, List.of(node()), pod(true), false);

        assertThat(registry.scrape())
                .contains("cluster_autoscaler_reaction_seconds_sum{step=\"ordered\"} 2.0")
                .contains("cluster_autoscaler_reaction_seconds_sum{step=\"nodeReady\"} 43.0")
                .contains("cluster_autoscaler_reaction_seconds_sum{step=\"running\"} 60.0")
                .contains("cluster_autoscaler_reaction_seconds_count{step=\"running\"} 1");
    }

    @Test
    void podsForWhichNothingWasOrderedAreNotMeasured() {
        loop(2, List.of(), pod(false), false);
        loop(60, List.of(node()), pod(true), false);

        assertThat(registry.scrape()).doesNotContain("reaction_seconds");
    }

    private void loop(int second, List<Node> nodes, Pod pod, boolean orders) {
        List<Outcome> outcomes =
                orders
                        ? List.of(
                                new Outcome.Done(
                                        new Action.ScaleUp(
                                                "kong", 0, 1, List.of(KEY), "for a test")))
                        : List.of();
        NodeGroup group =
                new NodeGroup(
                        "kong",
                        new NodeGroup.Size(0, 6, 1),
                        List.of(
                                new NodeGroup.Instance(
                                        "i-1", "aws:///a/i-1", NodeGroup.Lifecycle.IN_SERVICE)),
                        new NodeGroup.Template.Unknown("for a test"),
                        NodeGroupOptions.NONE);
        metrics.loopEnded(
                new LoopReport(
                        START.plusSeconds(second),
                        new Observation(new Cluster(nodes, List.of(pod)), List.of(group)),
                        History.NONE,
                        Decision.none(Decision.Health.OK),
                        outcomes));
    }

    private static Node node() {
        Resources size = new Resources(1930, 7L << 30, 0, 35, new TreeMap<>());
        Instant created = START.plusSeconds(30);
        return new Node(
                "n1",
                new Metadata("n1", new TreeMap<>(), new TreeMap<>(), created, Optional.empty()),
                new Node.Spec("aws:///a/i-1", false, List.of()),
                new Node.Status(
                        size,
                        size,
                        List.of(new Node.Condition("Ready", "True", "KubeletReady", created))));
    }

    private static Pod pod(boolean running) {
        Pod.Status waiting =
                new Pod.Status(
                        Pod.Phase.PENDING,
                        false,
                        Optional.of(new Pod.ScheduledCondition(false, "Unschedulable", "", START)),
                        Optional.empty());
        return new Pod(
                KEY,
                Metadata.NONE,
                Optional.empty(),
                new Pod.Spec(
                        Optional.of("n1").filter(_ -> running),
                        Resources.ofPod(300, 300L << 20),
                        Resources.ofPod(300, 300L << 20),
                        Pod.Constraints.NONE,
                        Pod.Policy.DEFAULT),
                running ? Pod.Status.RUNNING : waiting);
    }
}
