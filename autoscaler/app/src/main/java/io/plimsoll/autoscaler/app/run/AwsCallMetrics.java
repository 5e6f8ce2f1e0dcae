package io.plimsoll.autoscaler.app.run;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttribute;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.core.interceptor.SdkExecutionAttribute;

/** Times calls to AWS: {@code cluster_autoscaler_aws_request_duration_seconds}. */
final class AwsCallMetrics implements ExecutionInterceptor {

    private static final ExecutionAttribute<Long> START =
            new ExecutionAttribute<>("plimsoll-start");

    private final MeterRegistry registry;

    AwsCallMetrics(MeterRegistry registry) {
        this.registry = registry;
    }

    @Override
    public void beforeExecution(Context.BeforeExecution context, ExecutionAttributes attributes) {
        attributes.putAttribute(START, System.nanoTime());
    }

    @Override
    public void afterExecution(Context.AfterExecution context, ExecutionAttributes attributes) {
        record(attributes, "success");
    }

    @Override
    public void onExecutionFailure(
            Context.FailedExecution context, ExecutionAttributes attributes) {
        record(attributes, "error");
    }

    private void record(ExecutionAttributes attributes, String status) {
        Long start = attributes.getAttribute(START);
        String operation = attributes.getAttribute(SdkExecutionAttribute.OPERATION_NAME);
        if (start != null && operation != null) {
            Timer.builder("cluster_autoscaler_aws_request_duration")
                    .tag("endpoint", operation)
                    .tag("status", status)
                    .publishPercentileHistogram()
                    .register(registry)
                    .record(Duration.ofNanos(System.nanoTime() - start));
        }
    }
}
