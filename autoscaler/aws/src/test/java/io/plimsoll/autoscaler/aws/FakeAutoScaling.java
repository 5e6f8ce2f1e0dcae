package io.plimsoll.autoscaler.aws;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.services.autoscaling.AutoScalingClient;
import software.amazon.awssdk.services.autoscaling.model.Activity;
import software.amazon.awssdk.services.autoscaling.model.AutoScalingException;
import software.amazon.awssdk.services.autoscaling.model.AutoScalingGroup;
import software.amazon.awssdk.services.autoscaling.model.DescribeAutoScalingGroupsRequest;
import software.amazon.awssdk.services.autoscaling.model.DescribeAutoScalingGroupsResponse;
import software.amazon.awssdk.services.autoscaling.model.DescribeScalingActivitiesRequest;
import software.amazon.awssdk.services.autoscaling.model.DescribeScalingActivitiesResponse;
import software.amazon.awssdk.services.autoscaling.model.Filter;
import software.amazon.awssdk.services.autoscaling.model.Instance;
import software.amazon.awssdk.services.autoscaling.model.LifecycleState;
import software.amazon.awssdk.services.autoscaling.model.SetDesiredCapacityRequest;
import software.amazon.awssdk.services.autoscaling.model.SetDesiredCapacityResponse;
import software.amazon.awssdk.services.autoscaling.model.TagDescription;
import software.amazon.awssdk.services.autoscaling.model.TerminateInstanceInAutoScalingGroupRequest;
import software.amazon.awssdk.services.autoscaling.model.TerminateInstanceInAutoScalingGroupResponse;

/** Auto Scaling in memory: instances launch when told to, and pages hold one group each. */
final class FakeAutoScaling implements AutoScalingClient {

    static final String TAG = "ours";

    private final SortedMap<String, AutoScalingGroup> groups = new TreeMap<>();
    private final List<Activity> activities = new ArrayList<>();
    private Optional<SortedMap<String, AutoScalingGroup>> old = Optional.empty();
    private int described;

    void create(String name, int min, int max, int size) {
        List<Instance> instances = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            instances.add(
                    Instance.builder()
                            .instanceId("i-%s-%d".formatted(name, i))
                            .availabilityZone("us-west-1a")
                            .instanceType("t3.large")
                            .lifecycleState(LifecycleState.IN_SERVICE)
                            .build());
        }
        groups.put(
                name,
                AutoScalingGroup.builder()
                        .autoScalingGroupName(name)
                        .minSize(min)
                        .maxSize(max)
                        .desiredCapacity(size)
                        .availabilityZones("us-west-1a")
                        .tags(TagDescription.builder().key(TAG).value("yes").build())
                        .instances(instances)
                        .build());
    }

    /** Somebody else changes it. */
    void resize(String name, int desired) {
        groups.computeIfPresent(
                name, (_, group) -> group.toBuilder().desiredCapacity(desired).build());
    }

    void tag(String name, String key, String value) {
        groups.computeIfPresent(
                name,
                (_, group) -> {
                    List<TagDescription> tags = new ArrayList<>(group.tags());
                    tags.add(TagDescription.builder().key(key).value(value).build());
                    return group.toBuilder().tags(tags).build();
                });
    }

    void untag(String name) {
        groups.computeIfPresent(name, (_, group) -> group.toBuilder().tags(List.of()).build());
    }

    /** From now on lists tell of this moment; a group by its name is read as it is. */
    void listAsNow() {
        old = Optional.of(new TreeMap<>(groups));
    }

    /** An activity to launch that failed. */
    void failLaunch(String id, Instant start, Instant end, String message) {
        activities.addFirst(
                Activity.builder()
                        .activityId(id)
                        .description("Launching a new EC2 instance.  Status Reason: " + message)
                        .startTime(start)
                        .endTime(end)
                        .statusCode("Failed")
                        .statusMessage(message)
                        .details(
                                message.contains("(us-west")
                                        ? "{\"Subnet ID\":\"subnet-1\"}"
                                        : "{\"Subnet ID\":\"subnet-1\",\"Availability"
                                                + " Zone\":\"us-west-1b\"}")
                        .build());
    }

    /** How many pages of groups anyone asked for. */
    int described() {
        return described;
    }

    int desired(String name) {
        return Objects.requireNonNull(groups.get(name)).desiredCapacity();
    }

    @Override
    public DescribeAutoScalingGroupsResponse describeAutoScalingGroups(
            DescribeAutoScalingGroupsRequest request) {
        described++;
        boolean isList = request.autoScalingGroupNames().isEmpty();
        List<AutoScalingGroup> found =
                (isList ? old.orElse(groups) : groups)
                        .values().stream()
                                .filter(group ->
                                        isList
                                                || request.autoScalingGroupNames()
                                                        .contains(group.autoScalingGroupName()))
                                .filter(group -> matches(group, request.filters()))
                                .toList();
        int page = request.nextToken() == null ? 0 : Integer.parseInt(request.nextToken());
        return DescribeAutoScalingGroupsResponse.builder()
                .autoScalingGroups(found.stream().skip(page).limit(1).toList())
                .nextToken(page + 1 < found.size() ? Integer.toString(page + 1) : null)
                .build();
    }

    @Override
    public SetDesiredCapacityResponse setDesiredCapacity(SetDesiredCapacityRequest request) {
        groups.computeIfPresent(
                request.autoScalingGroupName(),
                (_, group) -> group.toBuilder().desiredCapacity(request.desiredCapacity()).build());
        return SetDesiredCapacityResponse.builder().build();
    }

    @Override
    public TerminateInstanceInAutoScalingGroupResponse terminateInstanceInAutoScalingGroup(
            TerminateInstanceInAutoScalingGroupRequest request) {
        AutoScalingGroup group =
                groups.values().stream()
                        .filter(each -> ids(each).contains(request.instanceId()))
                        .findFirst()
                        .orElseThrow(() -> invalid("Instance Id not found"));
        groups.put(
                group.autoScalingGroupName(),
                group.toBuilder()
                        .desiredCapacity(
                                group.desiredCapacity()
                                        - (request.shouldDecrementDesiredCapacity() ? 1 : 0))
                        .instances(
                                group.instances().stream()
                                        .map(each -> ending(each, request.instanceId()))
                                        .toList())
                        .build());
        return TerminateInstanceInAutoScalingGroupResponse.builder().build();
    }

    @Override
    public DescribeScalingActivitiesResponse describeScalingActivities(
            DescribeScalingActivitiesRequest request) {
        return DescribeScalingActivitiesResponse.builder().activities(activities).build();
    }

    @Override
    public String serviceName() {
        return SERVICE_NAME;
    }

    @Override
    public void close() {}

    private static boolean matches(AutoScalingGroup group, Collection<Filter> filters) {
        return filters.stream()
                .allMatch(filter ->
                        filter.name().equals("tag-key")
                                && group.tags().stream()
                                        .anyMatch(tag -> filter.values().contains(tag.key())));
    }

    private static List<String> ids(AutoScalingGroup group) {
        return group.instances().stream().map(Instance::instanceId).toList();
    }

    private static Instance ending(Instance instance, String doomed) {
        return instance.instanceId().equals(doomed)
                ? instance.toBuilder().lifecycleState(LifecycleState.TERMINATING).build()
                : instance;
    }

    private static AutoScalingException invalid(String message) {
        return (AutoScalingException)
                AutoScalingException.builder()
                        .statusCode(400)
                        .awsErrorDetails(
                                AwsErrorDetails.builder()
                                        .errorCode("ValidationError")
                                        .errorMessage(message)
                                        .build())
                        .build();
    }
}
