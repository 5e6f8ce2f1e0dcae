package io.plimsoll.autoscaler.aws.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.plimsoll.autoscaler.aws.AwsClients;
import io.plimsoll.autoscaler.aws.template.InstancePrices;
import io.plimsoll.autoscaler.aws.template.ManagedNodeGroups;
import io.plimsoll.autoscaler.engine.port.CloudException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.services.autoscaling.AutoScalingClient;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.eks.EksClient;
import software.amazon.awssdk.services.eks.model.DescribeNodegroupRequest;
import software.amazon.awssdk.services.eks.model.DescribeNodegroupResponse;
import software.amazon.awssdk.services.eks.model.EksException;
import software.amazon.awssdk.services.eks.model.Nodegroup;
import software.amazon.awssdk.services.eks.model.ResourceNotFoundException;

class LiveSourcesTest {

    private final FakeEks eks = new FakeEks();
    private Instant now = Instant.parse("2026-03-05T21:40:00Z");
    private final ManagedNodeGroups groups =
            LiveSources.of(
                            new AwsClients(
                                    new AutoScalingClient() {
                                        @Override
                                        public String serviceName() {
                                            return SERVICE_NAME;
                                        }

                                        @Override
                                        public void close() {}
                                    },
                                    new Ec2Client() {
                                        @Override
                                        public String serviceName() {
                                            return SERVICE_NAME;
                                        }

                                        @Override
                                        public void close() {}
                                    },
                                    eks),
                            () -> now,
                            true,
                            InstancePrices.BUILT_IN)
                    .managedNodeGroups();

    @Test
    void whereNobodyMayAskTheTagsServeAndThereIsNoHurryToAskAgain() {
        eks.answer = refused(403, "AccessDeniedException");

        assertThat(groups.find("demo", "kong")).isEmpty();
        now = now.plus(Duration.ofMinutes(59));
        assertThat(groups.find("demo", "kong")).isEmpty();
        assertThat(eks.asked).isEqualTo(1);

        now = now.plus(Duration.ofMinutes(1));
        eks.answer = Optional.empty();
        assertThat(groups.find("demo", "kong")).isPresent();
    }

    @Test
    void whereEksKnowsNoSuchGroupTheTagsServe() {
        eks.answer =
                Optional.of(
                        (EksException)
                                ResourceNotFoundException.builder()
                                        .statusCode(404)
                                        .awsErrorDetails(details("ResourceNotFoundException"))
                                        .build());

        assertThat(groups.find("demo", "kong")).isEmpty();
        assertThat(groups.find("demo", "kong")).isEmpty();
        assertThat(eks.asked).isEqualTo(1);
    }

    @Test
    void noAnswerIsNotAnAnswer() {
        eks.answer = refused(500, "ServerException");
        assertThatExceptionOfType(CloudException.class)
                .isThrownBy(() -> groups.find("demo", "kong"));

        eks.answer = refused(403, "ExpiredTokenException");
        assertThatExceptionOfType(CloudException.class)
                .isThrownBy(() -> groups.find("demo", "kong"))
                .withMessage(
                        "DescribeNodegroup kong: so it is (ExpiredTokenException, status code 403)");

        eks.answer = Optional.empty();
        assertThat(groups.find("demo", "kong")).isPresent();
    }

    private static Optional<EksException> refused(int status, String code) {
        return Optional.of(
                (EksException)
                        EksException.builder()
                                .statusCode(status)
                                .requestId("differs each time")
                                .awsErrorDetails(details(code))
                                .build());
    }

    private static AwsErrorDetails details(String code) {
        return AwsErrorDetails.builder().errorCode(code).errorMessage("so it is").build();
    }

    private static final class FakeEks implements EksClient {
        private Optional<EksException> answer = Optional.empty();
        private int asked;

        @Override
        public DescribeNodegroupResponse describeNodegroup(DescribeNodegroupRequest request) {
            asked++;
            if (answer.isPresent()) {
                throw answer.get();
            }
            return DescribeNodegroupResponse.builder()
                    .nodegroup(Nodegroup.builder().nodegroupName(request.nodegroupName()).build())
                    .build();
        }

        @Override
        public String serviceName() {
            return SERVICE_NAME;
        }

        @Override
        public void close() {}
    }
}
