package io.plimsoll.autoscaler.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.plimsoll.autoscaler.engine.port.CloudException;
import io.plimsoll.autoscaler.engine.port.CloudException.Category;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;

class AwsErrorsTest {

    @ParameterizedTest
    @CsvSource({
        "400, Throttling, THROTTLED",
        "503, RequestLimitExceeded, THROTTLED",
        "403, AccessDenied, ACCESS_DENIED",
        "403, UnauthorizedOperation, ACCESS_DENIED",
        "403, ExpiredToken, ACCESS_DENIED",
        "400, ValidationError, INVALID_REQUEST",
        "400, InvalidLaunchTemplateId.NotFound, INVALID_REQUEST",
        "400, ScalingActivityInProgress, UNAVAILABLE",
        "400, LimitExceeded, QUOTA_EXCEEDED",
        "400, InsufficientInstanceCapacity, CAPACITY_UNAVAILABLE",
        "500, InternalFailure, UNAVAILABLE"
    })
    void errorCodesHaveTheirCategory(int status, String code, Category category) {
        AwsServiceException.Builder failure = AwsServiceException.builder();
        failure.statusCode(status);
        failure.awsErrorDetails(
                AwsErrorDetails.builder().errorCode(code).errorMessage("so it is").build());

        assertThat(categoryOf(failure.build())).isEqualTo(category);
    }

    @Test
    void brokenConnectionsMayMendThemselvesButMissingCredentialsDoNot() {
        assertThat(categoryOf(SdkClientException.create("connection refused")))
                .isEqualTo(Category.UNAVAILABLE);
        assertThat(
                        categoryOf(
                                SdkClientException.create(
                                        "Unable to load credentials from any of the providers")))
                .isEqualTo(Category.ACCESS_DENIED);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "We currently do not have sufficient t3.large capacity in the zone|CAPACITY_UNAVAILABLE",
                "Could not launch Spot Instances. UnfulfillableCapacity - Unable to fulfill|CAPACITY_UNAVAILABLE",
                "You have requested more vCPU capacity than your current vCPU limit allows|QUOTA_EXCEEDED",
                "MaxSpotInstanceCountExceeded - Max spot instance count exceeded|QUOTA_EXCEEDED",
                "You are not authorized to use launch template lt-1|ACCESS_DENIED",
                "The image id '[ami-1]' does not exist. Invalid id|INVALID_REQUEST",
                "Client.InternalError: Client error on launch|UNAVAILABLE"
            })
    void activitiesTellTheirCategoryInWords(String message, Category category) {
        assertThat(AwsErrors.categoryOf(message)).isEqualTo(category);
    }

    @Test
    void theSameTroubleReadsTheSameEachTime() {
        assertThat(messageWithRequest("7a62c49f"))
                .isEqualTo(messageWithRequest("e5b1c0de"))
                .isEqualTo("Describe: so it is (AccessDenied, status code 403)");
    }

    private static String messageWithRequest(String id) {
        AwsServiceException.Builder failure = AwsServiceException.builder();
        failure.statusCode(403);
        failure.requestId(id);
        failure.awsErrorDetails(
                AwsErrorDetails.builder()
                        .errorCode("AccessDenied")
                        .errorMessage("so it is")
                        .serviceName("AutoScaling")
                        .build());
        SdkException built = failure.build();
        try {
            return AwsErrors.translating(
                    "Describe",
                    () -> {
                        throw built;
                    });
        } catch (CloudException translated) {
            return String.valueOf(translated.getMessage());
        }
    }

    private static Category categoryOf(SdkException failure) {
        CloudException[] translated = new CloudException[1];
        assertThatExceptionOfType(CloudException.class)
                .isThrownBy(() ->
                        AwsErrors.translating(
                                "Describe",
                                () -> {
                                    throw failure;
                                }))
                .satisfies(thrown -> translated[0] = thrown)
                .withMessageStartingWith("Describe: ");
        return translated[0].category();
    }
}
