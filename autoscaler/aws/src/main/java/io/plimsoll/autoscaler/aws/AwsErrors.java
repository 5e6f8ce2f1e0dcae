package io.plimsoll.autoscaler.aws;

import io.plimsoll.autoscaler.engine.port.CloudException;
import io.plimsoll.autoscaler.engine.port.CloudException.Category;
import java.util.Locale;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;

/** Puts what AWS says into the engine's categories. */
public final class AwsErrors {

    private static final Pattern CAPACITY =
            Pattern.compile(
                    "insufficient.*capacity|do(es)? not have (sufficient|enough)"
                            + "|unfulfillablecapacity|no spot capacity");
    private static final Pattern QUOTA =
            Pattern.compile("limitexceeded|countexceeded|quota|you have requested more");
    private static final Pattern ACCESS =
            Pattern.compile(
                    "accessdenied|unauthorized|not authorized|authfailure|optinrequired"
                            + "|expiredtoken|invalidclienttoken|unrecognizedclient"
                            + "|unable to load credentials");
    private static final Pattern ENCODED =
            Pattern.compile("Encoded authorization failure message: \\S+");
    private static final Pattern BUSY =
            Pattern.compile("scalingactivityinprogress|resourceinuse|resourcecontention");

    private static final Logger LOG = LoggerFactory.getLogger(AwsErrors.class);

    private AwsErrors() {}

    /**
     * Calls AWS.
     *
     * @param action such as {@code SetDesiredCapacity kong}, for the message
     * @throws CloudException in place of what the SDK throws, which has retried by then
     */
    public static <T> T translating(String action, Supplier<T> call) {
        try {
            return call.get();
        } catch (SdkException e) {
            if (e instanceof AwsServiceException service) {
                LOG.debug("{} was refused, request id {}", action, service.requestId());
            }
            throw new CloudException(categoryOf(e), action + ": " + messageOf(e), e);
        }
    }

    /**
     * Without a request's id and EC2's encoded reasons: the same trouble reads the same each time.
     */
    private static String messageOf(SdkException e) {
        if (!(e instanceof AwsServiceException service)) {
            return String.valueOf(e.getMessage());
        }
        AwsErrorDetails details = service.awsErrorDetails();
        if (details == null || details.errorMessage() == null) {
            return "status code " + service.statusCode();
        }
        return "%s (%s, status code %d)"
                .formatted(
                        ENCODED.matcher(details.errorMessage()).replaceFirst("").strip(),
                        details.errorCode(),
                        service.statusCode());
    }

    /**
     * The category of a failure that an Auto Scaling activity tells of in words.
     *
     * @param message the activity's status message
     */
    public static Category categoryOf(String message) {
        String text = message.toLowerCase(Locale.ROOT);
        if (CAPACITY.matcher(text).find()) {
            return Category.CAPACITY_UNAVAILABLE;
        }
        if (QUOTA.matcher(text).find()) {
            return Category.QUOTA_EXCEEDED;
        }
        if (ACCESS.matcher(text).find()) {
            return Category.ACCESS_DENIED;
        }
        return text.contains("invalid") ? Category.INVALID_REQUEST : Category.UNAVAILABLE;
    }

    private static Category categoryOf(SdkException e) {
        if (!(e instanceof AwsServiceException service)) {
            return categoryOf(String.valueOf(e.getMessage())) == Category.ACCESS_DENIED
                    ? Category.ACCESS_DENIED
                    : Category.UNAVAILABLE;
        }
        if (service.isThrottlingException()) {
            return Category.THROTTLED;
        }
        String code =
                service.awsErrorDetails() == null
                        ? ""
                        : String.valueOf(service.awsErrorDetails().errorCode());
        if (BUSY.matcher(code.toLowerCase(Locale.ROOT)).find()) {
            return Category.UNAVAILABLE;
        }
        Category byWords = categoryOf(code + " " + service.getMessage());
        if (byWords != Category.UNAVAILABLE && byWords != Category.INVALID_REQUEST) {
            return byWords;
        }
        return service.statusCode() >= 500 ? Category.UNAVAILABLE : Category.INVALID_REQUEST;
    }
}
