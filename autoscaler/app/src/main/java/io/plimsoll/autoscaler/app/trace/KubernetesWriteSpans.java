package io.plimsoll.autoscaler.app.trace;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.Tracer;
import io.plimsoll.autoscaler.decision.model.Cluster;
import io.plimsoll.autoscaler.decision.model.Node;
import io.plimsoll.autoscaler.decision.model.ObjectKey;
import io.plimsoll.autoscaler.decision.model.Pod;
import io.plimsoll.autoscaler.engine.port.ClusterApi;
import io.plimsoll.autoscaler.engine.port.NodeEdit;
import java.time.Duration;
import java.util.List;

/** A span for each request to the API server, which are the writes and the look before an end. */
public final class KubernetesWriteSpans implements ClusterApi {

    private final ClusterApi cluster;
    private final Tracer tracer;

    public KubernetesWriteSpans(ClusterApi cluster, Tracer tracer) {
        this.cluster = cluster;
        this.tracer = tracer;
    }

    /** Asks nobody: the watches know. */
    @Override
    public Cluster observe() {
        return cluster.observe();
    }

    @Override
    public List<Pod> podsOn(String node) {
        return LoopSpans.within(
                request("list pods").setAttribute("k8s.node.name", node).startSpan(),
                () -> cluster.podsOn(node));
    }

    @Override
    public void edit(Node seen, NodeEdit edit) {
        Span span =
                request("patch node")
                        .setAttribute("k8s.node.name", seen.name())
                        .setAttribute("k8s.node.uid", seen.metadata().uid())
                        .startSpan();
        boolean _ =
                LoopSpans.within(
                        span,
                        () -> {
                            cluster.edit(seen, edit);
                            return true;
                        });
    }

    @Override
    public Eviction evict(ObjectKey pod, String uid, Duration gracePeriod) {
        Span span =
                request("evict pod")
                        .setAttribute("k8s.namespace.name", pod.namespace())
                        .setAttribute("k8s.pod.name", pod.name())
                        .setAttribute("k8s.pod.uid", uid)
                        .startSpan();
        return LoopSpans.within(
                span,
                () -> {
                    Eviction answer = cluster.evict(pod, uid, gracePeriod);
                    span.setAttribute("plimsoll.eviction", answer.name());
                    return answer;
                });
    }

    private SpanBuilder request(String name) {
        return tracer.spanBuilder(name).setSpanKind(SpanKind.CLIENT);
    }
}
