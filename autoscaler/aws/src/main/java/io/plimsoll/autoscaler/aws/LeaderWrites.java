package io.plimsoll.autoscaler.aws;

import io.plimsoll.autoscaler.engine.port.Leadership;
import software.amazon.awssdk.core.exception.NonRetryableException;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.core.interceptor.SdkExecutionAttribute;

/**
 * Lets an attempt of a call that changes anything go out only while this process leads for as long
 * as the attempt may take. The SDK tries again by itself, long after whoever called had asked.
 */
public final class LeaderWrites implements ExecutionInterceptor {

    private final Leadership leadership;

    public LeaderWrites(Leadership leadership) {
        this.leadership = leadership;
    }

    /** Called for each attempt. */
    @Override
    public void beforeTransmission(
            Context.BeforeTransmission context, ExecutionAttributes attributes) {
        String operation = attributes.getAttribute(SdkExecutionAttribute.OPERATION_NAME);
        if (!isRead(operation) && !leadership.holdsFor(AwsClients.ATTEMPT_TIMEOUT)) {
            throw NonRetryableException.create("not sent, as this process does not lead any more");
        }
    }

    private static boolean isRead(String operation) {
        return operation.startsWith("Describe")
                || operation.startsWith("Get")
                || operation.startsWith("List");
    }
}
