package io.plimsoll.autoscaler.aws;

import io.plimsoll.autoscaler.engine.port.CloudProvider.LaunchFailure;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.autoscaling.AutoScalingClient;
import software.amazon.awssdk.services.autoscaling.model.Activity;
import software.amazon.awssdk.services.autoscaling.model.DescribeScalingActivitiesResponse;
import software.amazon.awssdk.services.autoscaling.model.ScalingActivityStatusCode;

/**
 * Failed launches from the groups' scaling activities. AWS keeps those of six weeks: only what
 * failed since this object was made counts, and each activity once. Confined to one thread.
 */
final class LaunchFailures {

    /** No launch is under way for longer; older pages need not be read. */
    private static final Duration LONGEST_LAUNCH = Duration.ofHours(1);

    private final AutoScalingClient autoScaling;
    private final Instant start;

    /** When each activity that was told of ended, by its id. */
    private final Map<String, Instant> told = new HashMap<>();

    LaunchFailures(AutoScalingClient autoScaling, Instant start) {
        this.autoScaling = autoScaling;
        this.start = start;
    }

    /** Those that nobody was told of yet, oldest first. */
    List<LaunchFailure> since(String group, Instant now) {
        Instant horizon = now.minus(LONGEST_LAUNCH);
        told.values().removeIf(horizon.minus(LONGEST_LAUNCH)::isAfter);
        List<LaunchFailure> failures = new ArrayList<>();
        recent(group, horizon).stream()
                .filter(this::isFailedLaunch)
                .filter(activity -> !ended(activity).isBefore(start))
                .sorted(Comparator.comparing(LaunchFailures::ended))
                .filter(activity ->
                        told.putIfAbsent(activity.activityId(), ended(activity)) == null)
                .forEach(activity -> failures.add(failure(group, activity)));
        return failures;
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
        return new LaunchFailure(group, AwsErrors.categoryOf(message), message);
    }
}
