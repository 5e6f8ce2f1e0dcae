package io.plimsoll.autoscaler.app.trace;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import software.amazon.awssdk.awscore.AwsResponse;
import software.amazon.awssdk.core.exception.SdkServiceException;
import software.amazon.awssdk.core.interceptor.Context.AfterExecution;
import software.amazon.awssdk.core.interceptor.Context.BeforeExecution;
import software.amazon.awssdk.core.interceptor.Context.FailedExecution;
import software.amazon.awssdk.core.interceptor.ExecutionAttribute;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.core.interceptor.SdkExecutionAttribute;

/**
 * A span for each call to AWS that a step of a loop makes, reads and writes alike, with all its
 * retries. What other threads ask, such as for interruptions, belongs to no loop and is not traced.
 *
 * @see <a href="https://opentelemetry.io/docs/specs/semconv/cloud-providers/aws-sdk/">semantic
 *     conventions for AWS</a>
 */
final class AwsCallSpans implements ExecutionInterceptor {

    private static final ExecutionAttribute<Span> SPAN = new ExecutionAttribute<>("plimsoll-span");

    private final Tracer tracer;

    AwsCallSpans(Tracer tracer) {
        this.tracer = tracer;
    }

    @Override
    public void beforeExecution(BeforeExecution call, ExecutionAttributes attributes) {
        if (!Span.current().getSpanContext().isValid()) {
            return;
        }
        String service = attributes.getAttribute(SdkExecutionAttribute.SERVICE_NAME);
        String operation = attributes.getAttribute(SdkExecutionAttribute.OPERATION_NAME);
        attributes.putAttribute(
                SPAN,
                tracer.spanBuilder("%s.%s".formatted(service, operation))
                        .setParent(Context.current())
                        .setSpanKind(SpanKind.CLIENT)
                        .setAttribute("rpc.system", "aws-api")
                        .setAttribute("rpc.service", String.valueOf(service))
                        .setAttribute("rpc.method", String.valueOf(operation))
                        .startSpan());
    }

    @Override
    public void afterExecution(AfterExecution call, ExecutionAttributes attributes) {
        Span span = attributes.getAttribute(SPAN);
        if (span != null) {
            if (call.response() instanceof AwsResponse answer) {
                span.setAttribute("aws.request_id", answer.responseMetadata().requestId());
            }
            span.end();
        }
    }

    @Override
    public void onExecutionFailure(FailedExecution call, ExecutionAttributes attributes) {
        Span span = attributes.getAttribute(SPAN);
        if (span != null) {
            if (call.exception() instanceof SdkServiceException refused) {
                span.setAttribute("aws.request_id", refused.requestId());
            }
            span.setAttribute("error.type", call.exception().getClass().getName());
            span.setStatus(StatusCode.ERROR, String.valueOf(call.exception().getMessage()));
            span.end();
        }
    }
}
