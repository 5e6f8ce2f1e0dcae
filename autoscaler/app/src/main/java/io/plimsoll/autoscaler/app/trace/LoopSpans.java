package io.plimsoll.autoscaler.app.trace;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Scope;
import io.plimsoll.autoscaler.decision.answer.Action;
import io.plimsoll.autoscaler.decision.answer.PodVerdict;
import io.plimsoll.autoscaler.engine.port.LoopReport;
import io.plimsoll.autoscaler.engine.port.LoopReport.Outcome;
import io.plimsoll.autoscaler.engine.port.LoopReport.Problem;
import io.plimsoll.autoscaler.engine.port.Steps;
import java.util.List;
import java.util.function.Supplier;

/** A span for each loop, and one for each of its steps. Of the loop's thread. */
public final class LoopSpans implements Steps {

    private static final AttributeKey<List<String>> ACTIONS =
            AttributeKey.stringArrayKey("plimsoll.decision.actions");

    private final Tracer tracer;

    public LoopSpans(Tracer tracer) {
        this.tracer = tracer;
    }

    /** A trace of its own. */
    public LoopReport loop(Supplier<LoopReport> work) {
        Span span = tracer.spanBuilder("loop").setNoParent().startSpan();
        try (Scope _ = span.makeCurrent()) {
            LoopReport report = work.get();
            if (span.isRecording()) {
                tell(span, report);
            }
            return report;
        } finally {
            span.end();
        }
    }

    @Override
    public <T> T during(String step, Supplier<T> work) {
        return within(tracer.spanBuilder(step).startSpan(), work);
    }

    /** Ends the span with the work; a failure that comes out of it makes the span one. */
    static <T> T within(Span span, Supplier<T> work) {
        try (Scope _ = span.makeCurrent()) {
            return work.get();
        } catch (RuntimeException failure) {
            fail(span, Problem.of(failure));
            throw failure;
        } finally {
            span.end();
        }
    }

    private static void fail(Span span, Problem problem) {
        span.setAttribute("error.type", problem.kind().name());
        span.setStatus(StatusCode.ERROR, problem.message());
    }

    private static void tell(Span span, LoopReport report) {
        span.setAttribute("plimsoll.nodes", report.observation().cluster().nodes().size());
        span.setAttribute("plimsoll.node_groups", report.observation().nodeGroups().size());
        span.setAttribute("plimsoll.pods", report.observation().cluster().pods().size());
        span.setAttribute("plimsoll.pods.pending", report.decision().pods().size());
        span.setAttribute(
                "plimsoll.pods.unschedulable",
                report.decision().pods().stream()
                        .filter(PodVerdict.Unschedulable.class::isInstance)
                        .count());
        span.setAttribute("plimsoll.decision.healthy", report.decision().health().healthy());
        span.setAttribute(
                ACTIONS, report.decision().actions().stream().map(Action::inWords).toList());
        report.outcomes().forEach(outcome -> tell(span, outcome));
    }

    /** What came of each action, in order. */
    private static void tell(Span span, Outcome outcome) {
        switch (outcome) {
            case Outcome.Begun(Action action) -> span.addEvent("begun: " + action.inWords());
            case Outcome.Done(Action action) -> span.addEvent("done: " + action.inWords());
            case Outcome.Withheld(Action action) -> span.addEvent("would: " + action.inWords());
            case Outcome.Withdrawn(Action action) ->
                    span.addEvent("would no more: " + action.inWords());
            case Outcome.Failed(Action action, Problem problem) ->
                    span.addEvent("failed: %s: %s".formatted(action.inWords(), problem.message()));
            case Outcome.NotDelivered(String group, Problem problem) ->
                    span.addEvent(
                            "node group %s did not deliver: %s"
                                    .formatted(group, problem.message()));
            case Outcome.Unanswered(String question, Problem problem) ->
                    span.addEvent("no answer to %s: %s".formatted(question, problem.message()));
            case Outcome.Broken(Problem problem) -> fail(span, problem);
            case Outcome.Stopped(String write) ->
                    span.setStatus(StatusCode.ERROR, "leads no more; not done: " + write);
        }
    }
}
