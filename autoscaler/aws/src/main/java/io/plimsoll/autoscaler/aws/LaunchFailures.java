package io.plimsoll.autoscaler.aws;

import io.plimsoll.autoscaler.engine.port.CloudProvider.LaunchFailure;
import io.plimsoll.autoscaler.engine.port.CloudProvider.Place;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import software.amazon.awssdk.services.autoscaling.AutoScalingClient;
import software.amazon.awssdk.services.autoscaling.model.Activity;
import software.amazon.awssdk.services.autoscaling.model.DescribeScalingActivitiesResponse;
import software.amazon.awssdk.services.autoscaling.model.ScalingActivityStatusCode;

/** Failed launches from the groups' scaling activities, of which AWS keeps those of six weeks. */
final class LaunchFailures {

    /** No launch is under way for longer; older pages need not be read. */
    private static final Duration LONGEST_LAUNCH = Duration.ofHours(1);

    /** Such as "sufficient t3.large capacity". */
    private static final Pattern TYPE =
            Pattern.compile(
                    "\\b([a-z][a-z0-9-]*\\.(?:nano|micro|small|medium|(?:\\d*x)?large|metal(?:-\\d+xl)?))\\b");

    /** An activity's details are JSON with this field. */
    private static final Pattern ZONE_OF_DETAILS =
            Pattern.compile("\"Availability Zone\"\\s*:\\s*\"([a-z0-9-]+)\"");

    /** The zone that was asked for stands in brackets, and after it those that have room. */
    private static final Pattern ZONE_OF_MESSAGE =
            Pattern.compile("\\(([a-z]{2}(?:-[a-z]+)+-\\d[a-z0-9-]*)\\)");

    private final AutoScalingClient autoScaling;

    LaunchFailures(AutoScalingClient autoScaling) {
        this.autoScaling = autoScaling;
    }

    /** Those that ended in failure then or later, oldest first. */
    List<LaunchFailure> since(String group, Instant time) {
        return recent(group, time.minus(LONGEST_LAUNCH)).stream()
                .filter(this::isFailedLaunch)
                .filter(activity -> !ended(activity).isBefore(time))
                .sorted(Comparator.comparing(LaunchFailures::ended))
                .map(activity -> failure(group, activity))
                .toList();
    }

    private List<Activity> recent(String group, Instant horizon) {
        return AwsErrors.translating(
                "DescribeScalingActivities " + group,
                () -> {
                    List<Activity> activities = new ArrayList<>();
                    for (DescribeScalingActivitiesResponse page :
                            autoScaling.describeScalingActivitiesPaginator(
                                    request -> request.autoScalingGroupName(group))) {
                        activities.addAll(page.activities());
                        if (endsBefore(page, horizon)) {
                            break;
                        }
                    }
                    return activities;
                });
    }

    /** Activities come newest first. */
    private static boolean endsBefore(DescribeScalingActivitiesResponse page, Instant horizon) {
        return page.activities().isEmpty()
                || page.activities().getLast().startTime().isBefore(horizon);
    }

    private boolean isFailedLaunch(Activity activity) {
        return activity.statusCode() == ScalingActivityStatusCode.FAILED
                && String.valueOf(activity.description()).startsWith("Launching");
    }

    private static Instant ended(Activity activity) {
        return activity.endTime() == null ? activity.startTime() : activity.endTime();
    }

    private static LaunchFailure failure(String group, Activity activity) {
        String message = String.valueOf(activity.statusMessage());
        Place place =
                new Place(
                        first(TYPE, message),
                        first(ZONE_OF_DETAILS, String.valueOf(activity.details()))
                                .or(() -> first(ZONE_OF_MESSAGE, message)));
        return new LaunchFailure(
                group, ended(activity), AwsErrors.categoryOf(message), message, place);
    }

    private static Optional<String> first(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
    }
}
