package io.plimsoll.autoscaler.aws.interruption;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.autoscaler.aws.interruption.QueueMessage.Irrelevant;
import io.plimsoll.autoscaler.aws.interruption.QueueMessage.Told;
import io.plimsoll.autoscaler.aws.interruption.QueueMessage.Unreadable;
import io.plimsoll.autoscaler.decision.model.Interruption;
import io.plimsoll.autoscaler.decision.model.Interruption.Kind;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The events are those of AWS's documentation, with other ids. */
class QueueMessageTest {
    private static final String INSTANCE = "i-0123456789abcdef0";

    @Test
    void spotInstanceHasTwoMinutes() {
        String body =
                Events.ec2(
                        "EC2 Spot Instance Interruption Warning",
                        "{\"instance-id\": \"%s\", \"instance-action\": \"terminate\"}"
                                .formatted(INSTANCE));

        assertThat(QueueMessage.parse(body)).isEqualTo(told(Kind.SPOT, "2026-03-05T12:02:00Z"));
    }

    @Test
    void recommendationCountsForAnHour() {
        String body =
                Events.ec2(
                        "EC2 Instance Rebalance Recommendation",
                        "{\"instance-id\": \"%s\"}".formatted(INSTANCE));

        assertThat(QueueMessage.parse(body))
                .isEqualTo(told(Kind.REBALANCE, "2026-03-05T13:00:00Z"));
    }

    @ParameterizedTest
    @CsvSource({
        "pending, false",
        "running, false",
        "stopping, true",
        "stopped, true",
        "shutting-down, true",
        "terminated, true"
    })
    void instanceThatStopsEndsNow(String state, boolean ends) {
        String body =
                Events.ec2(
                        "EC2 Instance State-change Notification",
                        "{\"instance-id\": \"%s\", \"state\": \"%s\"}".formatted(INSTANCE, state));

        assertThat(QueueMessage.parse(body))
                .isEqualTo(ends ? told(Kind.ENDING, "2026-03-05T12:00:00Z") : new Irrelevant());
    }

    @ParameterizedTest
    @CsvSource({"mine, true", "Terminate-LC-Hook, false"})
    void lifecycleActionEndsNowUnlessEksTakesCareOfIt(String hook, boolean ends) {
        String body =
                Events.of(
                        "aws.autoscaling",
                        "EC2 Instance-terminate Lifecycle Action",
                        """
                        {"LifecycleActionToken": "87654321-4321-4321-4321-210987654321",
                         "AutoScalingGroupName": "kong", "LifecycleHookName": "%s",
                         "EC2InstanceId": "%s", "LifecycleTransition": "autoscaling:EC2_INSTANCE_TERMINATING",
                         "Origin": "AutoScalingGroup", "Destination": "EC2"}
                        """
                                .formatted(hook, INSTANCE));

        assertThat(QueueMessage.parse(body))
                .isEqualTo(ends ? told(Kind.ENDING, "2026-03-05T12:00:00Z") : new Irrelevant());
    }

    @Test
    void scheduledChangeHasUntilItsStart() {
        String body = health("EC2", "scheduledChange", "upcoming");

        assertThat(QueueMessage.parse(body))
                .isEqualTo(
                        new Told(
                                List.of(INSTANCE, "i-2"),
                                new Interruption(
                                        Kind.MAINTENANCE, Instant.parse("2026-04-04T15:05:00Z"))));
    }

    @ParameterizedTest
    @CsvSource({
        "RDS, scheduledChange, upcoming",
        "EC2, issue, open",
        "EC2, scheduledChange, closed"
    })
    void otherHealthEventsAreNoConcern(String service, String category, String status) {
        assertThat(QueueMessage.parse(health(service, category, status)))
                .isEqualTo(new Irrelevant());
    }

    @Test
    void eventsOfOtherKindsAreNoConcern() {
        assertThat(QueueMessage.parse(Events.ec2("EBS Volume Notification", "{}")))
                .isEqualTo(new Irrelevant());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "no JSON",
                "[]",
                "{\"Event\": \"autoscaling:TEST_NOTIFICATION\"}",
                "{\"detail-type\": 7}",
                "{\"detail-type\": \"EC2 Instance Rebalance Recommendation\", \"time\":"
                        + " \"2026-03-05T12:00:00Z\"}",
                "{\"detail-type\": \"EC2 Instance Rebalance Recommendation\", \"time\": \"noon\","
                        + " \"detail\": {\"instance-id\": \"i-1\"}}"
            })
    void whatNobodyUnderstandsIsSaidSo(String body) {
        assertThat(QueueMessage.parse(body)).isInstanceOf(Unreadable.class);
    }

    private static Told told(Kind kind, String by) {
        return new Told(List.of(INSTANCE), new Interruption(kind, Instant.parse(by)));
    }

    private static String health(String service, String category, String status) {
        return Events.of(
                "aws.health",
                "AWS Health Event",
                """
                {"eventArn": "arn:aws:health:us-west-1::event/EC2/X/1", "service": "%s",
                 "eventTypeCode": "AWS_EC2_INSTANCE_RETIREMENT_SCHEDULED", "eventTypeCategory": "%s",
                 "startTime": "Sat, 04 Apr 2026 15:05:00 GMT", "statusCode": "%s",
                 "affectedEntities": [{"entityValue": "%s"}, {"entityValue": "i-2"}, {"entityValue": "vol-3"}]}
                """
                        .formatted(service, category, status, INSTANCE));
    }
}
