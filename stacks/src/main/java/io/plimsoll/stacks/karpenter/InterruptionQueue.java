package io.plimsoll.stacks.karpenter;

import io.plimsoll.stacks.AcceptedFinding;
import io.plimsoll.stacks.AcceptedLint;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.events.EventPattern;
import software.amazon.awscdk.services.events.Rule;
import software.amazon.awscdk.services.events.targets.SqsQueue;
import software.amazon.awscdk.services.sqs.Queue;
import software.amazon.awscdk.services.sqs.QueueEncryption;
import software.constructs.Construct;

/** What EC2 announces of instances, for Karpenter to drain nodes before they go. */
final class InterruptionQueue extends Construct {

    private static final String EC2 = "aws.ec2";

    private final Queue queue;

    InterruptionQueue(Construct scope, String name) {
        super(scope, "Interruptions");
        this.queue =
                Queue.Builder.create(this, "Queue")
                        .queueName(name)
                        .retentionPeriod(Duration.minutes(5))
                        .encryption(QueueEncryption.SQS_MANAGED)
                        .enforceSsl(true)
                        .build();
        new AcceptedFinding(
                        "AwsSolutions-SQS3",
                        "",
                        "A warning that nobody took within five minutes is of no use any more.")
                .on(queue);
        AcceptedLint.on(
                queue,
                List.of(
                        new AcceptedLint(
                                "CKV_AWS_27",
                                "SQS encrypts with a key of its own; EventBridge could not write with one of ours without a key policy for it.")));
        events().forEach((id, pattern) ->
                Rule.Builder.create(this, id)
                        .description("Tells Karpenter: " + pattern.getDetailType())
                        .eventPattern(pattern)
                        .targets(List.of(new SqsQueue(queue)))
                        .build());
    }

    Queue queue() {
        return queue;
    }

    private static Map<String, EventPattern> events() {
        return new TreeMap<>(
                Map.of(
                        "ScheduledChange", event("aws.health", "AWS Health Event"),
                        "SpotInterruption", event(EC2, "EC2 Spot Instance Interruption Warning"),
                        "Rebalance", event(EC2, "EC2 Instance Rebalance Recommendation"),
                        "StateChange", event(EC2, "EC2 Instance State-change Notification")));
    }

    private static EventPattern event(String source, String detailType) {
        return EventPattern.builder()
                .source(List.of(source))
                .detailType(List.of(detailType))
                .build();
    }
}
