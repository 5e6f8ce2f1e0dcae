package io.plimsoll.autoscaler.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.exception.NonRetryableException;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpResponse;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.autoscaling.AutoScalingClient;

/** The SDK's own retries do not write for a process that leads no more. */
class LeaderWritesTest {

    private final List<String> sent = new ArrayList<>();
    private Duration held = Duration.ofSeconds(13);
    private Runnable whileAsked = () -> {};

    @Test
    void aRetryIsNotSentAfterLeadershipWasLost() {
        whileAsked = () -> held = Duration.ZERO;

        try (AutoScalingClient client = client()) {
            assertThatExceptionOfType(NonRetryableException.class)
                    .isThrownBy(() ->
                            client.setDesiredCapacity(request ->
                                    request.autoScalingGroupName("kong").desiredCapacity(19)))
                    .withMessageContaining("does not lead any more");
        }
        assertThat(sent).hasSize(1);
    }

    @Test
    void nothingIsSentThatMayTakeLongerThanIsLeftOfTheLease() {
        held = AwsClients.ATTEMPT_TIMEOUT.minusMillis(1);

        try (AutoScalingClient client = client()) {
            assertThatExceptionOfType(NonRetryableException.class)
                    .isThrownBy(() ->
                            client.terminateInstanceInAutoScalingGroup(request ->
                                    request.instanceId("i-1")
                                            .shouldDecrementDesiredCapacity(true)));
        }
        assertThat(sent).isEmpty();
    }

    @Test
    void whoeverLeadsTriesAgainAndWhoeverDoesNotMayRead() {
        try (AutoScalingClient client = client()) {
            assertThatExceptionOfType(RuntimeException.class)
                    .isThrownBy(() ->
                            client.setDesiredCapacity(request ->
                                    request.autoScalingGroupName("kong").desiredCapacity(19)));
            int writes = sent.size();
            assertThat(writes).isGreaterThan(1);

            held = Duration.ZERO;
            assertThatExceptionOfType(RuntimeException.class)
                    .isThrownBy(client::describeAutoScalingGroups);
            assertThat(sent).hasSizeGreaterThan(writes + 1);
        }
    }

    private AutoScalingClient client() {
        return AutoScalingClient.builder()
                .region(Region.US_WEST_1)
                .credentialsProvider(
                        StaticCredentialsProvider.create(AwsBasicCredentials.create("a", "b")))
                .httpClient(new Failing())
                .overrideConfiguration(overrides ->
                        overrides.addExecutionInterceptor(
                                new LeaderWrites(time -> held.compareTo(time) >= 0)))
                .build();
    }

    /** Answers 500 to everything. */
    private final class Failing implements SdkHttpClient {
        @Override
        public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
            return new ExecutableHttpRequest() {
                @Override
                public HttpExecuteResponse call() {
                    sent.add(request.httpRequest().method().name());
                    whileAsked.run();
                    return HttpExecuteResponse.builder()
                            .response(SdkHttpResponse.builder().statusCode(500).build())
                            .responseBody(
                                    AbortableInputStream.create(
                                            new ByteArrayInputStream(
                                                    "<no/>".getBytes(StandardCharsets.UTF_8))))
                            .build();
                }

                @Override
                public void abort() {}
            };
        }

        @Override
        public void close() {}
    }
}
