package io.plimsoll.autoscaler.aws;

import java.time.Duration;
import java.util.List;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.core.client.config.SdkAdvancedClientOption;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.core.retry.RetryMode;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.autoscaling.AutoScalingClient;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.eks.EksClient;
import software.amazon.awssdk.services.pricing.PricingClient;
import software.amazon.awssdk.services.sqs.SqsClient;

/** The AWS services in use. Region, credentials and endpoints come from the SDK's usual chains. */
public record AwsClients(AutoScalingClient autoScaling, Ec2Client ec2, EksClient eks)
        implements AutoCloseable {

    /** Shorter than what is left of a Lease after a renewal. */
    static final Duration ATTEMPT_TIMEOUT = Duration.ofSeconds(5);

    /** Shorter than what a process that is asked to stop is given. */
    private static final Duration CALL_TIMEOUT = Duration.ofSeconds(15);

    /**
     * @param userAgent added to the SDK's own
     * @param watchers told of every call, such as for metrics
     */
    public static AwsClients create(String userAgent, List<ExecutionInterceptor> watchers) {
        ClientOverrideConfiguration configuration =
                overrides(userAgent, watchers, ATTEMPT_TIMEOUT, CALL_TIMEOUT);
        SdkHttpClient http = http(ATTEMPT_TIMEOUT);
        return new AwsClients(
                with(AutoScalingClient.builder(), http, configuration).build(),
                with(Ec2Client.builder(), http, configuration).build(),
                with(EksClient.builder(), http, configuration).build());
    }

    /**
     * A client for queues, whose answers are waited for.
     *
     * @param userAgent as for the others
     * @param longestWait of a call that waits for messages
     */
    public static SqsClient queues(
            String userAgent, List<ExecutionInterceptor> watchers, Duration longestWait) {
        Duration timeout = longestWait.plus(ATTEMPT_TIMEOUT);
        return with(
                        SqsClient.builder(),
                        http(timeout),
                        overrides(userAgent, watchers, timeout, timeout.plus(ATTEMPT_TIMEOUT)))
                .build();
    }

    /**
     * A client for the Price List, which answers in few regions for all of a partition.
     *
     * @param userAgent as for the others
     */
    public PricingClient prices(String userAgent, List<ExecutionInterceptor> watchers) {
        return with(
                        PricingClient.builder(),
                        http(ATTEMPT_TIMEOUT),
                        overrides(userAgent, watchers, ATTEMPT_TIMEOUT, CALL_TIMEOUT))
                .region(region().startsWith("cn-") ? Region.CN_NORTHWEST_1 : Region.US_EAST_1)
                .build();
    }

    /** Such as {@code eu-west-1}. */
    public String region() {
        return ec2.serviceClientConfiguration().region().id();
    }

    private static ClientOverrideConfiguration overrides(
            String userAgent,
            List<ExecutionInterceptor> watchers,
            Duration attempt,
            Duration call) {
        ClientOverrideConfiguration.Builder overrides =
                ClientOverrideConfiguration.builder()
                        .retryStrategy(RetryMode.STANDARD)
                        .apiCallAttemptTimeout(attempt)
                        .apiCallTimeout(call)
                        .putAdvancedOption(SdkAdvancedClientOption.USER_AGENT_SUFFIX, userAgent);
        watchers.forEach(overrides::addExecutionInterceptor);
        return overrides.build();
    }

    private static SdkHttpClient http(Duration silence) {
        return UrlConnectionHttpClient.builder()
                .connectionTimeout(ATTEMPT_TIMEOUT)
                .socketTimeout(silence)
                .build();
    }

    private static <
                    B extends
                            AwsSyncClientBuilder<B, ?>
                                    & software.amazon.awssdk.awscore.client.builder
                                                    .AwsClientBuilder<
                                            B, ?>>
            B with(B builder, SdkHttpClient http, ClientOverrideConfiguration configuration) {
        return builder.httpClient(http).overrideConfiguration(configuration);
    }

    @Override
    public void close() {
        autoScaling.close();
        ec2.close();
        eks.close();
    }
}
