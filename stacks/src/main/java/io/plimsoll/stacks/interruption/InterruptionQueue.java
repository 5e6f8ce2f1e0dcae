package io.plimsoll.stacks.interruption;

import io.plimsoll.stacks.AcceptedFinding;
import io.plimsoll.stacks.AcceptedLint;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.events.EventPattern;
import software.amazon.awscdk.services.events.Rule;
import software.amazon.awscdk.services.events.targets.SqsQueue;
import software.amazon.awscdk.services.sqs.DeadLetterQueue;
import software.amazon.awscdk.services.sqs.Queue;
import software.amazon.awscdk.services.sqs.QueueEncryption;
import software.constructs.Construct;

/** What AWS announces of instances, for a node autoscaler to drain nodes before they go. */
public final class InterruptionQueue extends Construct {

    private static final String EC2 = "aws.ec2";
    private static final String STATE_CHANGE = "EC2 Instance State-change Notification";
    private static final AcceptedLint OWN_KEY =
            new AcceptedLint(
                    "CKV_AWS_27",
                    "SQS encrypts with a key of its own; EventBridge could not write with one of"
                            + " ours without a key policy for it.");

    /** A message that came so often was read by somebody who could make nothing of it. */
    private static final int MOST_DELIVERIES = 5;

    private final Queue queue;

    /**
     * @param reader who takes messages out of it, for people
     */
    public InterruptionQueue(Construct scope, String name, Reader reader) {
        super(scope, "Interruptions");
        this.queue =
                switch (reader) {
                    case KARPENTER -> karpenters(name);
                    case PLIMSOLL -> own(name);
                };
        AcceptedLint.on(queue, List.of(OWN_KEY));
        events(reader)
                .forEach((id, pattern) ->
                        Rule.Builder.create(this, id)
                                .description(
                                        "Tells %s: %s"
                                                .formatted(reader.text, pattern.getDetailType()))
                                .eventPattern(pattern)
                                .targets(List.of(new SqsQueue(queue)))
                                .build());
    }

    /** The node autoscalers that know such queues. */
    public enum Reader {
        KARPENTER("Karpenter"),
        PLIMSOLL("the autoscaler");

        private final String text;

        Reader(String text) {
            this.text = text;
        }
    }

    public Queue queue() {
        return queue;
    }

    /** As its own template makes it. */
    private Queue karpenters(String name) {
        Queue made = encrypted("Queue", name, Duration.minutes(5)).build();
        new AcceptedFinding(
                        "AwsSolutions-SQS3",
                        "",
                        "A warning that nobody took within five minutes is of no use any more.")
                .on(made);
        return made;
    }

    private Queue own(String name) {
        Queue unreadable = encrypted("Unreadable", name + "-unreadable", Duration.days(14)).build();
        AcceptedLint.on(unreadable, List.of(OWN_KEY));
        return encrypted("Queue", name, Duration.hours(1))
                .deadLetterQueue(
                        DeadLetterQueue.builder()
                                .queue(unreadable)
                                .maxReceiveCount(MOST_DELIVERIES)
                                .build())
                .build();
    }

    private Queue.Builder encrypted(String id, String name, Duration retention) {
        return Queue.Builder.create(this, id)
                .queueName(name)
                .retentionPeriod(retention)
                .encryption(QueueEncryption.SQS_MANAGED)
                .enforceSsl(true);
    }

    private static Map<String, EventPattern> events(Reader reader) {
        Map<String, EventPattern> events =
                new TreeMap<>(
                        Map.of(
                                "SpotInterruption",
                                        event(EC2, "EC2 Spot Instance Interruption Warning"),
                                "Rebalance", event(EC2, "EC2 Instance Rebalance Recommendation")));
        switch (reader) {
            case KARPENTER -> {
                events.put("ScheduledChange", event("aws.health", "AWS Health Event"));
                events.put("StateChange", event(EC2, STATE_CHANGE));
            }
            case PLIMSOLL -> {
                events.put(
                        "ScheduledChange",
                        event(
                                "aws.health",
                                "AWS Health Event",
                                Map.of(
                                        "service", List.of("EC2"),
                                        "eventTypeCategory", List.of("scheduledChange"))));
                events.put(
                        "StateChange",
                        event(
                                EC2,
                                STATE_CHANGE,
                                Map.of(
                                        "state",
                                        List.of(
                                                "stopping",
                                                "stopped",
                                                "shutting-down",
                                                "terminated"))));
                events.put(
                        "GroupEndsInstance",
                        event("aws.autoscaling", "EC2 Instance-terminate Lifecycle Action"));
            }
        }
        return events;
    }

    private static EventPattern event(String source, String detailType) {
        return pattern(source, detailType).build();
    }

    private static EventPattern event(
            String source, String detailType, Map<String, List<String>> detail) {
        return pattern(source, detailType).detail(new TreeMap<>(detail)).build();
    }

    private static EventPattern.Builder pattern(String source, String detailType) {
        return EventPattern.builder().source(List.of(source)).detailType(List.of(detailType));
    }
}
