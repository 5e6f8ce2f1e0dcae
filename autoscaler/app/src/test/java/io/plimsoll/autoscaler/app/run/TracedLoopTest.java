package io.plimsoll.autoscaler.app.run;

import static io.opentelemetry.sdk.testing.assertj.OpenTelemetryAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.testing.junit5.OpenTelemetryExtension;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.plimsoll.autoscaler.app.trace.KubernetesWriteSpans;
import io.plimsoll.autoscaler.app.trace.LoopSpans;
import io.plimsoll.autoscaler.decision.model.Cluster;
import io.plimsoll.autoscaler.decision.model.Node;
import io.plimsoll.autoscaler.decision.model.ObjectKey;
import io.plimsoll.autoscaler.decision.model.Pod;
import io.plimsoll.autoscaler.engine.port.ClusterApi;
import io.plimsoll.autoscaler.engine.port.ClusterException;
import io.plimsoll.autoscaler.engine.port.LoopReport;
import io.plimsoll.autoscaler.engine.port.LoopReport.Outcome;
import io.plimsoll.autoscaler.engine.port.LoopReport.Problem;
import io.plimsoll.autoscaler.engine.port.NodeEdit;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class TracedLoopTest {

    @RegisterExtension
    private static final OpenTelemetryExtension OTEL = OpenTelemetryExtension.create();

    private final LoopSpans spans = new LoopSpans(OTEL.getOpenTelemetry().getTracer("test"));
    private final ClusterApi cluster =
            new KubernetesWriteSpans(new Refusing(), OTEL.getOpenTelemetry().getTracer("test"));

    @Test
    void aLoopsSpanSaysWhatWasSeenDecidedAndDone() {
        LoopReport report = Reports.with(List.of());
        report = Reports.with(List.of(new Outcome.Done(report.decision().actions().getFirst())));

        spans.loop(List.of(report)::getFirst);

        assertThat(span("loop"))
                .hasNoParent()
                .hasAttribute(AttributeKey.longKey("plimsoll.pods.pending"), 1L)
                .hasAttribute(
                        AttributeKey.stringArrayKey("plimsoll.decision.actions"),
                        List.of("scale-up kong 2 to 4"))
                .hasEventsSatisfyingExactly(event -> event.hasName("done: scale-up kong 2 to 4"));
    }

    @Test
    void aBrokenLoopsSpanIsAnError() {
        LoopReport broken =
                Reports.with(
                        List.of(new Outcome.Broken(new Problem(Problem.Kind.INTERNAL, "a fault"))));
        spans.loop(() -> broken);

        assertThat(span("loop").getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
        assertThat(span("loop").getStatus().getDescription()).isEqualTo("a fault");
    }

    @Test
    void aWriteIsAStepsChildWithWhatTheApiServerSaid() {
        LoopReport report = Reports.with(List.of());
        spans.loop(() ->
                spans.during(
                        "act",
                        () -> {
                            cluster.evict(new ObjectKey("kong", "web"), "u1", Duration.ZERO);
                            return report;
                        }));

        assertThat(span("act")).hasParent(span("loop"));
        assertThat(span("evict pod"))
                .hasParent(span("act"))
                .hasAttribute(AttributeKey.stringKey("k8s.pod.name"), "web")
                .hasAttribute(AttributeKey.stringKey("plimsoll.eviction"), "BLOCKED_BY_BUDGET");
    }

    @Test
    void aFailedRequestIsAnErrorAndGoesOn() {
        assertThatThrownBy(() -> cluster.podsOn("n1")).isInstanceOf(ClusterException.class);

        assertThat(span("list pods")).hasAttribute(AttributeKey.stringKey("error.type"), "CHANGED");
        assertThat(span("list pods").getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
    }

    private static SpanData span(String name) {
        return OTEL.getSpans().stream()
                .filter(span -> span.getName().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no span " + name));
    }

    /** Evicts nothing, and knows no node. */
    private static final class Refusing implements ClusterApi {

        @Override
        public Cluster observe() {
            return new Cluster(List.of(), List.of());
        }

        @Override
        public List<Pod> podsOn(String node) {
            throw new ClusterException(ClusterException.Category.CHANGED, "no node " + node);
        }

        @Override
        public void edit(Node seen, NodeEdit edit) {}

        @Override
        public Eviction evict(ObjectKey pod, String uid, Duration gracePeriod) {
            return Eviction.BLOCKED_BY_BUDGET;
        }
    }
}
