package io.plimsoll.autoscaler.app.real;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.plimsoll.testbed.EmulatedAws;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/**
 * A Spot instance with twenty pods is taken back: its warning comes through the queue, another node
 * is ordered at once, and within the two minutes all pods run there, as their budget allows, and
 * the group is as large as before.
 */
class SpotInterruptionRealIT {
    private static final String QUEUE = "kong-interruptions";
    private static final int PODS = 20;
    private static final Duration NOTICE = Duration.ofMinutes(2);
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    @Test
    void movesAllPodsWithinTheNotice() throws Exception {
        try (QuietStage stage = QuietStage.set();
                KongGroup group = new KongGroup(stage.aws().endpoint());
                SqsClient sqs = queues(stage.aws())) {
            Cluster cluster = stage.cluster();
            String queue = sqs.createQueue(request -> request.queueName(QUEUE)).queueUrl();
            group.create(1, 3, 1, KongGroup.tags());
            cluster.apply("spot.yaml");
            String spot = group.instances().getFirst();
            cluster.join(spot);
            eventually("all pods run").until(() -> cluster.running().size() == PODS);

            try (AutoscalerUnderTest autoscaler =
                    stage.autoscaler("--interruption-queue=" + QUEUE)) {
                eventually("it leads").until(() -> !cluster.leader().isEmpty());
                Instant warned = Instant.now();
                sqs.sendMessage(
                        request -> request.queueUrl(queue).messageBody(warning(spot, warned)));

                eventually("another is ordered").until(() -> group.desired() == 2);
                System.out.printf(
                        "Spot warning to desired capacity raised: %d ms%n",
                        Duration.between(warned, Instant.now()).toMillis());
                String next =
                        eventuallyFound(() ->
                                group.instances().stream()
                                        .filter(instance -> !instance.equals(spot))
                                        .findFirst());
                cluster.join(next);
                eventually("the old one is given up")
                        .until(() -> group.instances().equals(List.of(next)));
                System.out.printf(
                        "Spot warning to %d pods elsewhere: %d ms%n",
                        PODS, Duration.between(warned, Instant.now()).toMillis());
                assertThat(Instant.now()).isBefore(warned.plus(NOTICE));
                assertThat(group.desired()).isEqualTo(1);
                assertThat(cluster.runningOn(spot)).isEmpty();
                eventually("all pods run again").until(() -> cluster.running().size() == PODS);
                eventually("the message is deleted").until(() -> left(sqs, queue) == 0);
                assertThat(autoscaler.stop()).isZero();
            }
            assertThat(stage.rights().refused()).isEmpty();
        }
    }

    private static String eventuallyFound(Supplier<Optional<String>> looking) {
        eventually("it is launched").until(() -> looking.get().isPresent());
        return looking.get().orElseThrow();
    }

    private static int left(SqsClient sqs, String queue) {
        return sqs
                .getQueueAttributes(
                        request -> request.queueUrl(queue).attributeNames(QueueAttributeName.ALL))
                .attributes()
                .entrySet()
                .stream()
                .filter(attribute ->
                        attribute.getKey().toString().startsWith("ApproximateNumberOfMessages"))
                .mapToInt(attribute -> Integer.parseInt(attribute.getValue()))
                .sum();
    }

    /** As EventBridge writes it. */
    private static String warning(String instance, Instant time) {
        return """
        {"version": "0", "id": "12345678-1234-1234-1234-123456789012",
         "detail-type": "EC2 Spot Instance Interruption Warning", "source": "aws.ec2",
         "account": "123456789012", "time": "%s", "region": "%s", "resources": [],
         "detail": {"instance-id": "%s", "instance-action": "terminate"}}
        """
                .formatted(time.truncatedTo(ChronoUnit.SECONDS), KongGroup.REGION.id(), instance);
    }

    private static SqsClient queues(EmulatedAws aws) {
        return SqsClient.builder()
                .endpointOverride(aws.endpoint())
                .region(KongGroup.REGION)
                .credentialsProvider(
                        StaticCredentialsProvider.create(
                                AwsBasicCredentials.create(EmulatedAws.KEY, EmulatedAws.KEY)))
                .build();
    }

    private static ConditionFactory eventually(String what) {
        return await(what).atMost(PATIENCE).pollInterval(Duration.ofMillis(100));
    }
}
